"""The best of the 36 topologies that the CIFAKE paper tried."""

from __future__ import annotations

import torch
from torch import Tensor, nn


class Sides(nn.Module):
    """One logit seen from both sides: (N, 1) to (N, 2), its negative first.

    A class that is ever only the other one's absence can be explained like any other by this.
    """

    def forward(self, logit: Tensor) -> Tensor:
        """Give ``(-z, z)``; the sigmoids of the two are ``1 - p`` and ``p``."""
        return torch.cat((-logit, logit), dim=1)


class CifakeNet(nn.Module):
    """Two convolutions, each with pooling, one dense layer and one logit: 84,001 parameters.

    Notes
    -----
    Bird and Lotfi 2024, doi:10.1109/ACCESS.2024.3356122. Input (N, 3, 32, 32); ``conv1`` gives
    (N, 32, 30, 30) and ``conv2`` (N, 32, 13, 13), both after their ReLU; ``head`` gives the
    logit of REAL, (N, 1); output (N, 2), units ``FAKE`` and ``REAL``.
    """

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Sequential(nn.Conv2d(3, 32, 3), nn.ReLU())
        self.pool1 = nn.MaxPool2d(2)
        self.conv2 = nn.Sequential(nn.Conv2d(32, 32, 3), nn.ReLU())
        self.pool2 = nn.MaxPool2d(2)
        self.dense = nn.Sequential(nn.Flatten(), nn.Linear(32 * 6 * 6, 64), nn.ReLU())
        self.head = nn.Linear(64, 1)
        self.sides = Sides()

    def forward(self, pictures: Tensor) -> Tensor:
        """Score pictures: (N, 3, 32, 32) to (N, 2)."""
        maps = self.pool2(self.conv2(self.pool1(self.conv1(pictures))))
        scores: Tensor = self.sides(self.head(self.dense(maps)))
        return scores
