"""The application without a window: what is open, what is shown, what is asked and running."""
