"""The engine for programmers: any network, any batch, in 2D or 3D."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from camviewer.core.errors import InputError, ModelError
from camviewer.core.words import say
from camviewer.engine.choice import choose_methods
from camviewer.engine.device import model_device
from camviewer.engine.fuse import JOIN, fuse
from camviewer.engine.layers import choose_layer, find_layer, layer_name
from camviewer.engine.maps import Scene, make_map, study
from camviewer.engine.network import Surroundings
from camviewer.engine.probe import computing_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from camviewer.engine.choice import Choice
    from camviewer.engine.maps import Study
    from camviewer.engine.targets import AnyTarget


@dataclass(frozen=True)
class MapKey:
    """Which map of :func:`explain_all`.

    Attributes
    ----------
    method
        Registered name.
    layer
        Dotted name, as asked for.
    target
        Place of the target among those asked for, from 0.
    """

    method: str
    layer: str
    target: int


def explain(  # noqa: PLR0913 - the public call names everything it can be told
    model: nn.Module,
    batch: Tensor,
    methods: Sequence[str] = ("cf-cam-spatial",),
    layer: nn.Module | str | None = None,
    *,
    target: AnyTarget = None,
    parameters: Mapping[str, Mapping[str, object]] | None = None,
    seed: int = 0,
    precision: str = "float32",
    blank: Sequence[float] | None = None,
    spacing_mm: Sequence[float] | None = None,
) -> dict[str, NDArray[np.float32]]:
    """Explain a network's score for each image of a batch, by several methods at once.

    Parameters
    ----------
    model
        Any network: its output may be a tensor, a tuple, a mapping or a dataclass. It runs in
        eval mode on its own device and is left exactly as it was found.
    batch : Tensor, (N, C, *S)
        Images (H, W) or volumes (D, H, W), prepared as the network wants them.
    methods
        Registered names: ``camviewer.engine.methods.METHODS.names()`` lists them.
    layer
        A module of the network or its dotted name; ``"a+b"`` joins the maps of two. None takes
        the last layer with a map, at the price of one more forward pass.
    target
        Class index for all images, one per image, None for each image's highest score, an
        object of :mod:`camviewer.engine.targets`, or a function of the network's output that
        gives one score per image.
    parameters
        Method name to its parameters by name.
    seed
        For methods that draw random numbers.
    precision
        What the network computes in: ``"float32"``, ``"bfloat16"`` or ``"float16"``.
    blank
        Value of black or air in each channel of the batch, for methods that cover parts of
        it; None is zero.
    spacing_mm
        Distance of the batch's voxels along S, for methods that measure in mm.

    Returns
    -------
    dict of float32 arrays, (N, *S_layer)
        By method, in the order asked for: raw and signed, before any final ReLU or scaling.
        Methods on the input's own grid give (N, *S).

    Raises
    ------
    InputError
        When a method, parameter, target or the batch cannot be used.
    ModelError
        When the network cannot be explained at this layer.
    """
    found = explain_all(
        model, batch, methods, [layer], targets=[target],
        parameters=parameters, seed=seed, precision=precision,
        blank=blank, spacing_mm=spacing_mm,
    )  # fmt: skip
    return {key.method: array for key, array in found.items()}


def explain_all(  # noqa: PLR0913 - as above
    model: nn.Module,
    batch: Tensor,
    methods: Sequence[str],
    layers: Sequence[nn.Module | str | None],
    *,
    targets: Sequence[AnyTarget] = (None,),
    parameters: Mapping[str, Mapping[str, object]] | None = None,
    seed: int = 0,
    precision: str = "float32",
    blank: Sequence[float] | None = None,
    spacing_mm: Sequence[float] | None = None,
) -> dict[MapKey, NDArray[np.float32]]:
    """Explain several targets at several layers by several methods, from one forward pass.

    Parameters and errors as in :func:`explain`.

    Returns
    -------
    dict of float32 arrays
        One map per method, layer and target.
    """
    choices = choose_methods(
        [methods] if isinstance(methods, str) else methods, parameters or {}
    )
    model = unwrapped(model)
    batch = checked_batch(batch, model)
    wanted = [layers] if isinstance(layers, (str, nn.Module)) else layers
    names = [layer_asked(layer, model, batch) for layer in wanted]
    parts = dict.fromkeys(part for name in names for part in name.split(JOIN))
    around = surroundings(batch, blank, spacing_mm)
    scene = Scene(model, {name: find_layer(model, name) for name in parts}, batch, around)
    with computing_in(precision):
        studied = study(scene, targets, choices, seed=seed)
        try:
            return {
                MapKey(choice.method.name, name, place): _map_of(studied, name, place, choice)
                for place in range(len(targets))
                for name in names
                for choice in choices
            }
        finally:
            studied.close()


def surroundings(
    batch: Tensor, blank: Sequence[float] | None, spacing_mm: Sequence[float] | None
) -> Surroundings:
    """Gather what is known of the batch besides its values, or raise InputError."""
    channels, axes = batch.shape[1], batch.ndim - 2
    empty = torch.zeros(channels) if blank is None else torch.tensor(tuple(blank))
    if len(empty) != channels or (spacing_mm is not None and len(spacing_mm) != axes):
        raise InputError(
            say(
                "engine",
                "The batch has {channels} channels and {axes} axes.",
                channels=channels,
                axes=axes,
            ),
            hint=say("engine", "Give one blank value per channel, and one spacing per axis."),
        )
    return Surroundings(empty, None if spacing_mm is None else tuple(spacing_mm))


def _map_of(studied: Study, name: str, place: int, choice: Choice) -> NDArray[np.float32]:
    """Map of one layer, or of several joined, (N, *S)."""
    maps = [make_map(studied.probe(part, place), choice).array for part in name.split(JOIN)]
    if len(maps) == 1:
        found: NDArray[np.float32] = maps[0].numpy()
        return found
    joined: NDArray[np.float32] = torch.stack(
        [fuse(of_sample) for of_sample in zip(*maps, strict=True)]
    ).numpy()
    return joined


def layer_asked(layer: nn.Module | str | None, model: nn.Module, batch: Tensor) -> str:
    """Dotted name of a layer; the engine's choice when there is none."""
    if layer is None:
        return choose_layer(model, batch)[0]
    return layer if isinstance(layer, str) else layer_name(model, layer)


def unwrapped(model: object) -> nn.Module:
    """Return the network inside torch.compile's or DataParallel's wrapper.

    Hooks that are set after compiling may be passed over in silence, so the plain network runs.
    """
    if not isinstance(model, nn.Module):
        raise ModelError(
            say("engine", "A {kind} is no network.", kind=type(model).__name__),
            hint=say("engine", "Give a torch.nn.Module."),
        )
    if isinstance(model, nn.DataParallel):
        return unwrapped(model.module)
    inner = getattr(model, "_orig_mod", None)
    if isinstance(inner, nn.Module):
        return unwrapped(inner)
    if any(_is_compiled(module) for module in model.modules()):
        raise ModelError(
            say(
                "engine",
                "Parts of the network are compiled, and hooks may be passed over there.",
            ),
            hint=say("engine", "Explain the network as it was before torch.compile."),
        )
    return model


def _is_compiled(module: nn.Module) -> bool:
    """Whether a module runs what torch.compile or its own ``compile`` made of it."""
    is_own = getattr(module, "_compiled_call_impl", None) is not None
    return is_own or isinstance(getattr(module, "_orig_mod", None), nn.Module)


def checked_batch(batch: object, model: nn.Module) -> Tensor:
    """Return the batch on the network's device and in its type, or raise InputError."""
    if not isinstance(batch, Tensor) or batch.ndim not in {4, 5} or batch.numel() == 0:
        raise InputError(
            say("engine", "The batch is no tensor of images or volumes."),
            hint=say("engine", "Its shape has to be (N, C, H, W) or (N, C, D, H, W)."),
        )
    kinds = [p.dtype for p in model.parameters() if p.is_floating_point()]
    return batch.to(model_device(model), kinds[0] if kinds else torch.float32)
