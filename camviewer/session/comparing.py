"""What stands beside the case's own maps: begun, taken over, gone stale, dropped."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from camviewer.core.errors import CamViewerError
from camviewer.session.comparison import (
    EXTRAS,
    Beside,
    drop_unheld,
    keep_models_alone,
    pair_of,
)
from camviewer.session.grid import find_map, grid_of
from camviewer.session.parts import Planning, asked_beside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from camviewer.core.image import Heatmap
    from camviewer.core.job import Explanation
    from camviewer.session.comparison import Mix
    from camviewer.session.parts import Part

_MARKS = {"layers": "@", "targets": "→", "models": " · "}


class Comparing(Planning):
    """How a comparison changes the state. Call on the thread that owns it."""

    def forget_comparison(self) -> None:
        """Begin anew with another case; how it is compared stays."""
        held = self.state.comparison
        held.mixes, held.heatmaps, held.beside = {}, {}, {}
        held.layers, held.targets, held.models = (), (), ()
        held.first, held.second = "", ""

    def choose_beside(self, values: Sequence[str]) -> None:
        """Put other layers, targets or networks beside the main one; made maps are kept."""
        held = self.state.comparison
        if held.axis == "methods":
            return
        for value in values:
            if (held.axis, value) not in held.beside:
                held.beside = {**held.beside, (held.axis, value): self._new(held.axis, value)}
        setattr(held, held.axis, tuple(dict.fromkeys(values)))

    def on_model_changed(self) -> None:
        """Drop the layers and targets of a network that is not asked any more."""
        held = self.state.comparison
        keep_models_alone(held)
        held.models = tuple(name for name in held.models if name != self.state.ask.model)

    def is_stale_map(self, name: str) -> bool:
        """Tell whether a map, one held beside it or one made of maps, is stale."""
        held = self.state.comparison
        if name in held.mixes:
            return any(self.is_stale_map(each.name) for each in held.mixes[name].sources)
        for (axis, value), found in held.beside.items():
            if name in found.names.values():
                return self.is_stale_beside(axis, value)
        return self.is_stale()

    # What came of it

    def begin_part(self, part: Part) -> None:
        """Make room for what a part will bring; stale maps of its columns go."""
        held = self.state.comparison
        fresh = {}
        for value in part.values.values():
            key = (part.axis, value)
            found = held.beside.get(key)
            if found is None or self.is_stale_beside(*key):
                found = self._new(part.axis, value)
            fresh[key] = replace(found, fault="")
        held.beside = {**held.beside, **fresh}
        drop_unheld(held)

    def _new(self, axis: str, value: str) -> Beside:
        """Make an empty column; two of one name are told apart by a number."""
        held, taken = self.state.comparison, set[str]()
        if axis == "models":
            label = self.model_info(value).label
            taken.add(self.model_info(self.state.ask.model).label)
        else:
            label = self.title_beside(axis, value)
        others = [each for key, each in held.beside.items() if key != (axis, value)]
        taken |= {each.title for each in others}
        title, number = label, 1
        while title in taken:
            number += 1
            title = f"{label} ({number})"
        return Beside(title, asked_beside(self.state.ask, axis))

    def accept_beside(self, part: Part, heatmap: Heatmap) -> None:
        """Take over one map of a part, whole or still refining."""
        held, value = self.state.comparison, part.value_of(heatmap)
        found = None if value is None else held.beside.get((part.axis, value))
        if found is None or value is None:
            return
        name = f"{heatmap.method}{_MARKS[part.axis]}{found.title}"
        held.heatmaps = {**held.heatmaps, name: replace(heatmap, name=name)}
        names = {**found.names, heatmap.method: name}
        if names != found.names:
            held.beside = {**held.beside, (part.axis, value): replace(found, names=names)}

    def end_part(self, part: Part, end: Explanation | CamViewerError) -> None:
        """Note how a part ended, at each of its columns."""
        held = self.state.comparison
        is_fault = isinstance(end, CamViewerError)
        about = {"fault": str(end)} if is_fault else {"explanation": end}
        keys = [(part.axis, value) for value in part.values.values()]
        found = {key: replace(held.beside[key], **about) for key in keys if key in held.beside}
        held.beside = {**held.beside, **found}

    # Maps made of maps

    def toggle_mix(self, name: str) -> None:
        """Show or hide the cell of a map made of maps; consensus and disagreement together."""
        held = self.state.comparison
        names = {"difference"} if name == "difference" else {"consensus", "disagreement"}
        shown = {*held.extras}
        shown = shown - names if shown & names else shown | names
        held.is_fading = False
        held.extras = tuple(each for each in EXTRAS if each in shown)

    def mix_sources(self, name: str) -> tuple[Heatmap, ...]:
        """List what a map made of maps is made of now; nothing where there are too few.

        Maps that still refine are left out, and of all but the difference those of controls:
        they know nothing of the target.
        """
        names, left_out = grid_of(self.state).names, set[str]()
        if name == "difference":
            names = pair_of(self.state.comparison, names)
        else:
            left_out = {info.name for info in self.methods() if info.family == "control"}
        maps = [find_map(self.state, each) for each in names]
        whole = [
            each
            for each in maps
            if each is not None and each.progress is None and each.method not in left_out
        ]
        return tuple(whole) if len(whole) > 1 else ()

    def accept_mix(self, made: Mix) -> None:
        """Take over a map made of maps."""
        held = self.state.comparison
        held.mixes = {**held.mixes, made.heatmap.name: made}

    def drop_mixes(self, names: Sequence[str]) -> None:
        """Let maps go whose sources have changed."""
        held = self.state.comparison
        kept = {name: each for name, each in held.mixes.items() if name not in names}
        if len(kept) < len(held.mixes):
            held.mixes = kept

    # The two that are held against each other

    def choose_map(self, which: str, name: str) -> None:
        """Take a map as ``"first"`` or ``"second"``; the same as the other one swaps both."""
        held = self.state.comparison
        first, second = pair_of(held, grid_of(self.state).names)
        if which == "first":
            first, second = name, first if name == second else second
        else:
            first, second = second if name == first else first, name
        held.first, held.second = first, second

    def step_map(self, which: str) -> None:
        """Take the next map of the grid as ``"first"`` or ``"second"``, in a ring."""
        names = grid_of(self.state).names
        first, second = pair_of(self.state.comparison, names)
        if not second:
            return
        now, other = (first, second) if which == "first" else (second, first)
        at = names.index(now)
        ring = [name for name in (*names[at + 1 :], *names[:at]) if name != other]
        if ring:
            self.choose_map(which, ring[0])

    def swap_maps(self) -> None:
        """Draw A and B in one place, and there the one alone that is seen less of."""
        held = self.state.comparison
        held.fade = 0.0 if held.fade > 0.5 else 1.0
        held.is_fading = True
