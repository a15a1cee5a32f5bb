"""The engine for programmers: any network, any batch, in 2D or 3D."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from camviewer.core.errors import InputError, ModelError
from camviewer.engine.device import model_device
from camviewer.engine.layers import choose_layer, find_layer, layer_name
from camviewer.engine.maps import choose_methods, make_map, study
from camviewer.engine.tail import Setting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from camviewer.engine.target import Target


def explain(  # noqa: PLR0913 - the public call names everything it can be told
    model: nn.Module,
    batch: Tensor,
    methods: Sequence[str] = ("cf-cam-spatial",),
    layer: nn.Module | str | None = None,
    *,
    target: Target = None,
    parameters: Mapping[str, Mapping[str, object]] | None = None,
    seed: int = 0,
) -> dict[str, NDArray[np.float32]]:
    """Explain a network's score for each image of a batch, by several methods at once.

    Parameters
    ----------
    model
        Any network whose output holds one score per class. It runs in eval mode on its own
        device and is left exactly as it was found.
    batch : Tensor, (N, C, *S)
        Images (H, W) or volumes (D, H, W), prepared as the network wants them.
    methods
        Registered names: ``camviewer.engine.methods.METHODS.names()`` lists them.
    layer
        A module of the network or its dotted name. None takes the last layer with a map, at
        the price of one more forward pass.
    target
        Class index for all images, one per image, or None for each image's highest score.
    parameters
        Method name to its parameters by name.
    seed
        For methods that draw random numbers.

    Returns
    -------
    dict of float32 arrays, (N, *S_layer)
        By method, in the order asked for: raw and signed, before any final ReLU or scaling.

    Raises
    ------
    InputError
        When a method, parameter, target or the batch cannot be used.
    ModelError
        When the network cannot be explained at this layer.
    """
    choices = choose_methods(
        [methods] if isinstance(methods, str) else methods, parameters or {}
    )
    model = unwrapped(model)
    batch = _checked(batch, model)
    if layer is None:
        layer = choose_layer(model, batch)[0]
    name = layer if isinstance(layer, str) else layer_name(model, layer)
    setting = Setting(model, find_layer(model, name), name, batch)
    studied = study(setting, target, choices, seed=seed)
    return {
        choice.method.name: make_map(studied.probe, choice).array.numpy() for choice in choices
    }


def unwrapped(model: object) -> nn.Module:
    """Return the network inside torch.compile's or DataParallel's wrapper.

    Hooks that are set after compiling may be passed over in silence, so the plain network runs.
    """
    if not isinstance(model, nn.Module):
        raise ModelError(
            f"A {type(model).__name__} is no network.", hint="Give a torch.nn.Module."
        )
    if isinstance(model, nn.DataParallel):
        return unwrapped(model.module)
    inner = getattr(model, "_orig_mod", None)
    return unwrapped(inner) if isinstance(inner, nn.Module) else model


def _checked(batch: object, model: nn.Module) -> Tensor:
    """Return the batch on the network's device and in its type, or raise InputError."""
    if not isinstance(batch, Tensor) or batch.ndim not in {4, 5} or batch.numel() == 0:
        raise InputError(
            "The batch is no tensor of images or volumes.",
            hint="Its shape has to be (N, C, H, W) or (N, C, D, H, W).",
        )
    kinds = [p.dtype for p in model.parameters() if p.is_floating_point()]
    return batch.to(model_device(model), kinds[0] if kinds else torch.float32)
