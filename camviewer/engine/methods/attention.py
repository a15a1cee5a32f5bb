"""Methods that read the attention of a vision transformer."""
