"""Attributions to single pixels or voxels of the input, for comparison with the maps."""
