"""Maps laid over the images that they explain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from camviewer.core.errors import GeometryError
from camviewer.core.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from torch import Tensor

_MODES = {1: "linear", 2: "bilinear", 3: "trilinear"}


def enlarged(heat: Tensor, shape: Sequence[int]) -> Tensor:
    """Bring a map to a grid by linear interpolation, outer faces kept."""
    from torch.nn import functional

    if tuple(heat.shape) == tuple(shape):
        return heat
    mode = _MODES[heat.ndim]
    return functional.interpolate(heat[None, None], size=tuple(shape), mode=mode)[0, 0]


def laid_over(
    name: str, maps: Sequence[NDArray[Any]] | NDArray[Any] | Tensor, shape: Sequence[int]
) -> list[Tensor]:
    """Lay the maps of a batch over its images.

    Parameters
    ----------
    name
        Of the maps, for the message.
    maps : (N, *S_layer)
        Raw.
    shape
        Of the images: (N, C, *S).

    Raises
    ------
    GeometryError
        When there is not one map per image, of as many axes, or a value is not finite.
    """
    import torch

    found = [torch.as_tensor(each, dtype=torch.float32) for each in maps]
    if len(found) != shape[0] or any(each.ndim != len(shape) - 2 for each in found):
        raise GeometryError(
            say("metrics", "The maps called '{name}' do not fit the batch.", name=name),
            hint=say(
                "metrics",
                "Give {count} maps of {axes} axes.",
                count=shape[0],
                axes=len(shape) - 2,
            ),
        )
    if not all(bool(each.isfinite().all()) for each in found):
        raise GeometryError(
            say(
                "metrics",
                "The maps called '{name}' hold values that are no numbers.",
                name=name,
            )
        )
    return [enlarged(each, shape[2:]) for each in found]
