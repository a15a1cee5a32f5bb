"""A small strided 3D network for crops of lung."""

from __future__ import annotations

from torch import Tensor, nn


def _block(inputs: int, outputs: int, stride: tuple[int, int, int]) -> nn.Sequential:
    """Make two 3×3×3 convolutions with batch normalisation; the first one strides."""
    return nn.Sequential(
        nn.Conv3d(inputs, outputs, 3, stride=stride, padding=1, bias=False),
        nn.BatchNorm3d(outputs),
        nn.ReLU(),
        nn.Conv3d(outputs, outputs, 3, padding=1, bias=False),
        nn.BatchNorm3d(outputs),
        nn.ReLU(),
    )


class NoduleNet(nn.Module):
    """Convolutions, global average pooling and one linear layer, so that CAM is exact.

    Parameters
    ----------
    channels
        Of the last map.

    Notes
    -----
    Input (N, 1, 16, 64, 64) at 5 × 1 × 1 mm; ``features`` gives (N, channels, 8, 8, 8),
    cells of 10 × 8 × 8 mm; output (N, 2), units ``clear`` and ``nodule``.
    """

    def __init__(self, channels: int = 96) -> None:
        super().__init__()
        self.stem = nn.Sequential(
            nn.Conv3d(1, 16, (3, 5, 5), stride=(1, 2, 2), padding=(1, 2, 2), bias=False),
            nn.BatchNorm3d(16),
            nn.ReLU(),
        )
        self.stage1 = _block(16, 32, (1, 2, 2))
        self.stage2 = _block(32, 64, (2, 2, 2))
        self.features = _block(64, channels, (1, 1, 1))
        self.pool = nn.AdaptiveAvgPool3d(1)
        self.head = nn.Linear(channels, 2)

    def forward(self, volume: Tensor) -> Tensor:
        """Score crops: (N, 1, D, H, W) to (N, 2)."""
        maps = self.features(self.stage2(self.stage1(self.stem(volume))))
        scores: Tensor = self.head(self.pool(maps).flatten(1))
        return scores
