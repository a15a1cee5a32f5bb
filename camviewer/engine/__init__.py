"""Everything that knows torch: networks, their layers, and the methods that explain them.

Axes in shapes, here and below: N batch (or windows), K classes, C channels, S spatial axes,
which are (H, W) or (D, H, W). A network's (D, H, W) are the volume's (S, A, R) axes, each
growing towards superior, anterior and right.

Importing this package, its registries or its method and model specs does not import torch;
it is loaded when a network is built or run.
"""
