"""What became of a channel, and of all of them, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from camviewer.core.channels import DEAD, DOMINANT, NOISE
from camviewer.gui.views.readout import number

if TYPE_CHECKING:
    from camviewer.core.channels import Channels, Reading

_PUBLISHED = "cf-cam-code"


def _tr(text: str) -> str:
    return QCoreApplication.translate("ChannelWords", text)


def role_words(role: int) -> str:
    """Name a role; clusters are counted from 1."""
    if role >= 0:
        return _tr("cluster {number}").format(number=role + 1)
    names = {DOMINANT: _tr("dominant"), NOISE: _tr("noise"), DEAD: _tr("dead")}
    return names[role]


def share_words(share: float) -> str:
    """Write a share of the map in percent, with its sign where it takes away."""
    if 0 < abs(share) < 5e-4:
        return "<0.1 %" if share > 0 else ">\u22120.1 %"
    return f"{100 * share:.1f} %".replace("-", "\u2212")


def short_sentence(channels: Channels, index: int) -> str:
    """Say in one line what a channel is, for the one under the mouse."""
    words = _tr("Channel {index} · {role} · norm {norm} · mean gradient {slope}")
    return words.format(
        index=index,
        role=role_words(int(channels.roles[index])),
        norm=number(float(channels.norms[index])),
        slope=number(float(channels.slopes[index])),
    )


def channel_sentence(channels: Channels, index: int) -> str:
    """Say what a channel is, what it is multiplied with and what it gives to the map."""
    return f"{short_sentence(channels, index)}. {_part_sentence(channels, index)}"


def _part_sentence(channels: Channels, index: int) -> str:
    role, share = int(channels.roles[index]), float(channels.shares[index])
    if role == DEAD and not channels.counted[index]:
        return _tr("It is zero everywhere and gives nothing to the map.")
    if not channels.counted[index]:
        return _tr("It resembles no other channels and is left out of the map.")
    words = _tr("Weight {weight}: it gives {share} of the map.")
    if share < 0:
        words = _tr("Weight {weight}: it takes {share} of the map away.")
    weight = number(float(channels.weights[index]))
    return words.format(weight=weight, share=share_words(abs(share)))


def sorting_sentence(channels: Channels) -> str:
    """Say which thresholds sorted the channels."""
    words = _tr("Dominant from norm {norm}.").format(norm=number(channels.threshold))
    if not channels.min_points:
        return f"{words} {_tr('Nothing was left to cluster.')}"
    rest = _tr("A cluster's core has {count} channels within {radius}.")
    rest = rest.format(count=channels.min_points, radius=number(channels.eps))
    return f"{words} {rest}"


def alike_sentence(reading: Reading) -> str:
    """Warn of weights that hardly differ; empty where they do."""
    channels = reading.channels
    if not channels.counts_alike:
        return ""
    is_softmax = reading.parameters.get("weighting") == "softmax"
    if is_softmax or reading.heatmap.method == _PUBLISHED:
        words = _tr(
            "The softmax makes all channels count alike: the largest weight is only {share} "
            "above the smallest. The map hardly depends on the class."
        )
    else:
        words = _tr(
            "All channels in the map count alike: the largest weight is only {share} above "
            "the smallest. The map hardly depends on the class."
        )
    return words.format(share=f"{100 * (channels.weight_ratio - 1):.2g} %")


def likeness_sentence(alike: float | None, *, is_original: bool) -> str:
    """Say how far the map with other values is from the one that was explained."""
    if is_original:
        return _tr("These are the values the map was made with.")
    if alike is None or alike != alike:  # noqa: PLR0124 - NaN where a map is blank
        return _tr("One of the two maps is blank, so they cannot be compared.")
    words = _tr("Cosine of the two maps: {value} (1: the same, 0: nothing in common).")
    return words.format(value=f"{alike:.4f}".replace("-", "\u2212"))
