"""Methods that differ in how far a gradient reaches: pooled, smoothed, of every layer."""
