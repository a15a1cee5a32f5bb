"""What can be chosen: methods, models, labels and files. Cheap, and loads no torch."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import isfinite
from typing import TYPE_CHECKING

from camviewer.core.params import Param, describe
from camviewer.core.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from camviewer.engine.models.spec import ModelSpec


@dataclass(frozen=True)
class MethodInfo:
    """One method as the user meets it; fields as in the engine's ``Method``."""

    name: str
    label: str
    family: str
    summary: str
    badge: str
    reference: str
    params: tuple[Param, ...]


@dataclass(frozen=True)
class MetricInfo:
    """One metric as the user meets it; fields as in the metrics' ``Metric``."""

    name: str
    label: str
    against: str
    better: str
    range: tuple[float | None, float | None]
    unit: str
    summary: str
    reference: str
    params: tuple[Param, ...]
    group: str


@dataclass(frozen=True)
class ModelInfo:
    """One network as the user meets it.

    Attributes
    ----------
    name, label, summary, card
        As in the engine's ``ModelSpec``.
    ndim : int
        2 for pictures, 3 for volumes.
    default_target : str or None
        Label explained when none is chosen; None is the predicted class.
    only_shape : tuple of ints or None
        The one shape of an image that the network knows; None where it takes any.
    """

    name: str
    label: str
    summary: str
    ndim: int
    default_target: str | None
    card: str
    only_shape: tuple[int, ...] | None = None

    def fits(self, shape: tuple[int, ...]) -> bool:
        """Whether the network is made for images of a shape."""
        return len(shape) == self.ndim and self.only_shape in {None, shape}


@dataclass(frozen=True)
class TargetInfo:
    """One kind of target: word before the colon, label, how it is written, one sentence."""

    name: str
    label: str
    syntax: str
    summary: str


@dataclass(frozen=True)
class FormatInfo:
    """One file format: name, label and suffixes."""

    name: str
    label: str
    suffixes: tuple[str, ...]


def _model_info(spec: ModelSpec) -> ModelInfo:
    label, summary = say("models", spec.label), say("models", spec.summary)
    only = spec.recipe.size if spec.recipe.resized else None
    return ModelInfo(spec.name, label, summary, spec.ndim, spec.default_target, spec.card, only)


def _described(params: type) -> tuple[Param, ...]:
    """Describe parameters in the user's language."""
    return tuple(
        replace(param, help=say("parameters", param.help)) for param in describe(params)
    )


def _finite(end: float) -> float | None:
    """Return an end of a range; None where there is none."""
    return end if isfinite(end) else None


def untranslated() -> Iterator[tuple[str, str]]:
    """List every word of the registries that the window shows: (context, English)."""
    from camviewer.engine.methods import METHODS
    from camviewer.engine.models import MODELS
    from camviewer.engine.models.outside import FILES
    from camviewer.engine.targets import TARGETS
    from camviewer.metrics import METRICS
    from camviewer.render.colour import COLOUR_MAPS
    from camviewer.render.presets import shipped_presets
    from camviewer.render.slab import SLAB_WORDS

    for method in METHODS:
        words = (method.label, method.summary, method.badge, method.reference)
        yield from (("methods", text) for text in words if text)
        for param in describe(method.params):
            shown = (param.name.replace("_", " "), param.help, param.unit, *param.options)
            yield from (("parameters", text) for text in shown if text)
    for model in MODELS:
        words = (model.label, model.summary, model.layer_reason, model.recipe.resized)
        yield from (("models", text) for text in words if text)
    yield from (("models", kind.label) for kind in FILES)
    for target in TARGETS:
        yield from (("targets", text) for text in (target.label, target.summary))
    for metric in METRICS:
        yield from (("metrics", text) for text in (metric.label, metric.summary))
    for colours in COLOUR_MAPS.values():
        yield from (("colours", text) for text in (colours.label, colours.note) if text)
    yield from (("slabs", word) for word in SLAB_WORDS.values() if word)
    yield from (("presets", preset.label) for preset in shipped_presets())


class Catalogue:
    """Reads the registries of the layers below."""

    def methods(self) -> tuple[MethodInfo, ...]:
        """All methods in the order of their families."""
        from camviewer.engine.methods import METHODS

        families = [each.family for each in METHODS]
        return tuple(
            MethodInfo(
                each.name,
                say("methods", each.label),
                each.family,
                say("methods", each.summary),
                say("methods", each.badge),
                say("methods", each.reference),
                _described(each.params),
            )
            for each in sorted(METHODS, key=lambda method: families.index(method.family))
        )

    def metrics(self) -> tuple[MetricInfo, ...]:
        """All metrics: those of the network first, then those of the map, masks and maps."""
        from camviewer.metrics import METRICS

        order = ("score", "explain", "nothing", "mask", "map")
        return tuple(
            MetricInfo(
                each.name,
                say("metrics", each.label),
                each.against,
                str(each.better),
                (_finite(each.range[0]), _finite(each.range[1])),
                each.unit,
                say("metrics", each.summary),
                each.reference,
                describe(each.params),
                each.group,
            )
            for each in sorted(METRICS, key=lambda metric: order.index(metric.against))
        )

    def targets(self) -> tuple[TargetInfo, ...]:
        """All kinds of targets."""
        from camviewer.engine.targets import TARGETS

        return tuple(
            TargetInfo(
                each.name,
                say("targets", each.label),
                each.syntax,
                say("targets", each.summary),
            )
            for each in TARGETS
        )

    def models(self) -> tuple[ModelInfo, ...]:
        """All registered networks."""
        from camviewer.engine.models import MODELS

        return tuple(_model_info(spec) for spec in MODELS)

    def model_info(self, name: str) -> ModelInfo:
        """One network by name, provider and name, or path of its card.

        Raises
        ------
        UnknownNameError
            When there is none of that name.
        ModelError
            When the card is faulty.
        """
        from camviewer.engine.models import resolve_model

        return _model_info(resolve_model(name))

    def labels(self, model: str) -> tuple[str, ...]:
        """Names of a network's output units."""
        from camviewer.engine.models import resolve_model

        return tuple(resolve_model(model).labels())

    def class_index(self, model: str, target: str) -> int:
        """Output unit of a target given by label, synonym or index.

        Raises
        ------
        InputError
            When the network has no such class, or several.
        """
        from camviewer.engine.target import find_class

        return find_class(target, self.labels(model))

    def formats(self) -> tuple[FormatInfo, ...]:
        """All file formats in the order of asking."""
        from camviewer.io import FORMATS

        return tuple(
            FormatInfo(each.name, each.label, tuple(each.suffixes)) for each in FORMATS
        )

    def file_filter(self) -> str:
        """Patterns of all formats, as an open dialog wants them."""
        patterns = " ".join(f"*{suffix}" for each in self.formats() for suffix in each.suffixes)
        words = say("catalogue", "Images and volumes"), say("catalogue", "All files")
        return f"{words[0]} ({patterns});;{words[1]} (*)"

    def fitting_model(self, shape: tuple[int, ...], present: str | None = None) -> str | None:
        """Name of the network that fits images of a shape best; None where none fits.

        Parameters
        ----------
        shape
            Of the image's grid.
        present
            The network that is chosen, if any. It stays where it fits, unless it is a shipped
            one for any image and there is another that is made for just that shape.
        """
        shipped = self.models()
        fitting = [info for info in shipped if info.fits(shape)]
        fitting.sort(key=lambda info: info.only_shape is None)
        best = fitting[0] if fitting else None
        own = None if present is None else self.model_info(present)
        is_kept = own is not None and own.fits(shape)
        if is_kept and (own not in shipped or best is None or best.only_shape is None):
            return present
        return best.name if best is not None else None
