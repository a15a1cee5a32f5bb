"""Methods that weigh classes against each other, or look beyond the first derivative."""
