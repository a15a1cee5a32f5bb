"""Controls: maps that know nothing of the target, which any method must beat."""
