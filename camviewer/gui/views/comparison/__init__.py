"""The parts of the comparison: its cells, its heads, its controls."""
