"""What stands below a figure: the network, how the map is shown, what must be known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from camviewer.core.words import say
from camviewer.render.lettering import number_text
from camviewer.render.overlay import ScaleRule
from camviewer.render.pixels import Look

if TYPE_CHECKING:
    from collections.abc import Sequence

    from camviewer.core.image import Heatmap, Image
    from camviewer.render.colour import Window
    from camviewer.render.pixels import DrawnMap, OverlayStyle


@dataclass(frozen=True)
class Caption:
    """What a figure says about the network.

    Attributes
    ----------
    model, target
        Words for the network and for the class that is explained.
    probability
        Of the class, in [0, 1]; None where the network gives none.
    notes
        Further sentences.
    """

    model: str = ""
    target: str = ""
    probability: float | None = None
    notes: tuple[str, ...] = ()

    def line(self) -> str:
        """Return model, class and probability in one line."""
        percent = ""
        if self.probability is not None:
            percent = say("render", "probability {value}", value=f"{self.probability:.3f}")
        return " · ".join(part for part in (self.model, self.target, percent) if part)


NO_CAPTION = Caption()


def cells_text(heatmap: Heatmap) -> str:
    """Write a map's own grid: ``"7 × 16 × 16 cells of 9 mm"``."""
    unit = "mm" if heatmap.grid.ndim == 3 else "px"
    steps = heatmap.grid.spacing
    is_even = max(steps) <= 1.05 * min(steps)
    sizes = " × ".join(number_text(step) for step in (steps[:1] if is_even else steps))
    shape = " × ".join(str(count) for count in heatmap.array.shape)
    words = say("render", "{shape} cells of {sizes} {unit}")
    return words.format(shape=shape, sizes=sizes, unit=unit)


def title_of(drawn: DrawnMap) -> str:
    """Name a map: as it was asked for, else by its method."""
    return drawn.title or drawn.heatmap.method


def legend_lines(
    image: Image, window: Window, drawn: Sequence[DrawnMap], caption: Caption
) -> list[str]:
    """Lines below a figure, without the disclaimer."""
    lines = [caption.line()]
    if len(drawn) == 1:
        lines.append(f"{title_of(drawn[0])} · {_layer_text(drawn[0].heatmap)}")
        lines.append(_scale_line(drawn[0]))
    elif drawn:
        lines.append(_layer_text(drawn[0].heatmap))
        lines.append(rule_text(drawn[0]))
    for entry in drawn:
        if entry.heatmap.is_blank and not entry.style.signed:
            words = say("render", "{map}: no positive evidence in this map")
            lines.append(words.format(map=title_of(entry)))
        if entry.heatmap.note:
            lines.append(f"{title_of(entry)}: {entry.heatmap.note}")
    if not image.is_colour and image.is_volume:
        lines.append(_window_line(image, window))
    if Look.of(window).mask is not None:
        lines.append(say("render", "turquoise line: the mask, where the finding is"))
    return [*lines, *caption.notes]


def _window_line(image: Image, window: Window) -> str:
    """Write the grey window, and whether it is turned round."""
    words = say("render", "grey window W {width} L {level}")
    words = words.format(width=f"{window.width:g}", level=f"{window.level:g}")
    if image.unit:
        words = f"{words} {image.unit}"
    if Look.of(window).is_inverted:
        words = f"{words} · {say('render', 'inverted: low values are white')}"
    return words


def _layer_text(heatmap: Heatmap) -> str:
    """Write the layer and the network's own grid."""
    if not heatmap.layer:
        return cells_text(heatmap)
    return f"{say('render', 'layer {layer}', layer=heatmap.layer)} · {cells_text(heatmap)}"


def _scale_line(drawn: DrawnMap) -> str:
    """Write the top of the scale and how it was chosen."""
    words = say("render", "top of scale {value}", value=number_text(drawn.top))
    return f"{words} · {rule_text(drawn)}"


def rule_text(drawn: DrawnMap) -> str:
    """Say how the colours are chosen and what the lines mean."""
    style = drawn.style
    sign = say("render", "for the class only")
    if style.signed:
        sign = say("render", "for and against the class")
    if style.drawing == "contour":
        return _line_words(style) if style.signed else f"{_line_words(style)} · {sign}"
    shown = say("render", "all drawn")
    if style.threshold > 0:
        shown = say("render", "drawn from {share} of the top", share=f"{style.threshold:.0%}")
    lines = [_line_words(style)] if style.drawing == "both" else []
    return " · ".join([_scale_words(ScaleRule(style.scale)), shown, sign, *lines])


def _scale_words(rule: ScaleRule) -> str:
    return {
        ScaleRule.MAP: say("render", "scale: each map's own (99.5th percentile)"),
        ScaleRule.SHARED: say("render", "scale: shared by all methods"),
        ScaleRule.FIXED: say("render", "scale: fixed"),
    }[rule]


def _line_words(style: OverlayStyle) -> str:
    """Say what the lines go round."""
    if style.signed:
        return say(
            "render",
            "lines around the top 5, 10 and 20 % of the map's mass: white for the class, blue "
            "with a minus against it, each of its own mass",
        )
    return say("render", "lines around the top 5, 10 and 20 % of the map's mass")
