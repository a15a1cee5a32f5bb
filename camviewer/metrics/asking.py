"""Wishes of many metrics turned into full batches, and what the network answered kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from camviewer.core.progress import Progress
from camviewer.core.words import say
from camviewer.metrics.subject import IMAGE, Answer, Look, Randomise, Shake

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from torch import Tensor

    from camviewer.core.progress import CancelToken, Report
    from camviewer.metrics.subject import Case, Subject, Wish

    Place = tuple[int, Hashable]


@dataclass(eq=False)
class _Row:
    """One input that some metrics wait for."""

    case: Case
    look: Look
    index: int
    names: dict[str, None] = field(default_factory=dict)


class Asking:
    """Asks a network, and remembers.

    Parameters
    ----------
    subject
        The images and the network.
    report, token
        Progress in inputs, and the flag that stops between two batches.
    """

    def __init__(self, subject: Subject, report: Report, token: CancelToken) -> None:
        self._subject = subject
        self._report = report
        self._token = token
        self._scores: dict[Place, tuple[float, float]] = {}
        self._maps: dict[tuple[Place, str], Tensor] = {}
        self._series: dict[tuple[int, str, Wish], tuple[Tensor, ...]] = {}
        self._done = 0
        self.forwards = 0
        self.looks = 0
        self.batches = 0
        self.made: Counter[str] = Counter()
        first = subject.first
        if first is not None:
            pairs = zip(first.chance.tolist(), first.score.tolist(), strict=True)
            self._scores = {(sample, IMAGE): pair for sample, pair in enumerate(pairs)}

    def knows(self, case: Case, wish: Wish) -> bool:
        """Whether a wish can be answered without the network."""
        if not isinstance(wish, Look):
            return (case.sample, case.name, wish) in self._series
        places = [(case.sample, key) for key in wish.keys]
        if wish.explains:
            return all((place, case.name) in self._maps for place in places)
        return all(place in self._scores for place in places)

    def answer(self, case: Case, wish: Wish) -> Answer:
        """Answer a wish of which all is known."""
        import torch

        nothing = torch.zeros(0)
        if not isinstance(wish, Look):
            return Answer(nothing, nothing, self._series[case.sample, case.name, wish])
        places = [(case.sample, key) for key in wish.keys]
        chance, score = torch.tensor([self._scores[place] for place in places]).T
        maps = [self._maps[place, case.name] for place in places] if wish.explains else []
        return Answer(chance, score, tuple(maps))

    def look(self, wishes: Sequence[tuple[Case, Look]]) -> None:
        """Show the network what it has not seen; first what is to be explained."""
        self._take_own(wishes)
        explained = self._rows([pair for pair in wishes if pair[1].explains])
        seen = {(row.case.sample, row.look.keys[row.index]) for row in explained}
        plain = self._rows([pair for pair in wishes if not pair[1].explains])
        plain = [r for r in plain if (r.case.sample, r.look.keys[r.index]) not in seen]
        total = self._done + len(explained) + len(plain)
        size, label = self._subject.rows, say("metrics", "Asking the network")
        for rows in (explained, plain):
            for start in range(0, len(rows), size):
                self._report(Progress(self._done, total, label))
                self._token.check()
                part = rows[start : start + size]
                if rows is explained:
                    self._explain_rows(part)
                else:
                    self._look_at_rows(part)
                self._done += len(part)
        self._report(Progress(total, total, label))

    def _take_own(self, wishes: Sequence[tuple[Case, Look]]) -> None:
        """Take maps of the unchanged images from the pass that is there already."""
        if self._subject.own is None or self._subject.first is None:
            return
        for case, look in wishes:
            place = (case.sample, IMAGE)
            if look.explains and IMAGE in look.keys and (place, case.name) not in self._maps:
                self._token.check()
                for sample, heat in enumerate(self._own(case)):
                    self._maps[(sample, IMAGE), case.name] = heat
                self.made[case.name] += 1

    def _own(self, case: Case) -> Sequence[Tensor]:
        """Return the maps of all unchanged images."""
        return [] if self._subject.own is None else self._subject.own(case.name)

    def others(self, wishes: Sequence[tuple[Case, Wish]]) -> None:
        """Let methods map with noise on the gradients, or with random weights."""
        names: dict[Randomise, dict[str, None]] = {}
        for case, wish in wishes:
            if isinstance(wish, Randomise):
                names.setdefault(wish, {})[case.name] = None
        for wish, wanted in names.items():
            self._token.check()
            self._randomise(wish, tuple(wanted))
        for case, wish in wishes:
            key = (case.sample, case.name, wish)
            if isinstance(wish, Shake) and key not in self._series:
                self._token.check()
                self._series[key] = self._shake(wish, case)

    def _rows(self, wishes: Sequence[tuple[Case, Look]]) -> list[_Row]:
        """Gather inputs that are not known yet, each once."""
        rows: dict[Place, _Row] = {}
        for case, look in wishes:
            for index, key in enumerate(look.keys):
                place = (case.sample, key)
                if look.explains and (place, case.name) not in self._maps:
                    row = rows.setdefault(place, _Row(case, look, index))
                    row.names[case.name] = None
                elif not look.explains and place not in self._scores:
                    rows.setdefault(place, _Row(case, look, index))
        return list(rows.values())

    def _look_at_rows(self, rows: Sequence[_Row]) -> None:
        """Show one batch."""
        self.looks += len(rows)
        answer = self._seen(rows)
        self._keep(rows, answer)

    def _explain_rows(self, rows: Sequence[_Row]) -> None:
        """Show one batch and let it be mapped."""
        answer, maps = self._mapped(rows)
        self._keep(rows, answer)
        for row, of_row in zip(rows, maps, strict=True):
            place = (row.case.sample, row.look.keys[row.index])
            for name, heat in of_row.items():
                self._maps[place, name] = heat
                self.made[name] += 1

    def _keep(self, rows: Sequence[_Row], answer: Answer) -> None:
        """Remember what the network said."""
        self.forwards += len(rows)
        self.batches += 1
        pairs = zip(answer.chance.tolist(), answer.score.tolist(), strict=True)
        for row, pair in zip(rows, pairs, strict=True):
            self._scores[row.case.sample, row.look.keys[row.index]] = pair

    def _seen(self, rows: Sequence[_Row]) -> Answer:
        """Show one batch to the network."""
        return self._subject.look(_inputs(rows), _samples(rows))

    def _mapped(self, rows: Sequence[_Row]) -> tuple[Answer, Sequence[dict[str, Tensor]]]:
        """Show one batch to the network and let it be mapped."""
        if self._subject.explain is None:
            message = "the subject makes no maps"
            raise ValueError(message)
        names = [tuple(row.names) for row in rows]
        answer, maps = self._subject.explain(_inputs(rows), _samples(rows), names)
        return answer, [dict(each) for each in maps]

    def _shake(self, wish: Shake, case: Case) -> tuple[Tensor, ...]:
        """Let a method map with noise on the gradients."""
        shake = self._subject.shake
        return () if shake is None else tuple(shake(wish, case.name, case.sample))

    def _randomise(self, wish: Randomise, names: tuple[str, ...]) -> None:
        """Let methods map by a random network, for all names and samples at once."""
        run = self._subject.randomise
        found = {} if run is None else run(wish, names)
        for name in names:
            for sample in range(len(self._subject.inputs)):
                maps = tuple(found.get((name, sample), ()))
                self._series[sample, name, wish] = maps
        stops = max((len(maps) for maps in found.values()), default=0)
        self.forwards += stops * len(self._subject.inputs)
        self.batches += stops


class DryAsking(Asking):
    """Counts what would be asked; makes no input and asks nobody."""

    def _seen(self, rows: Sequence[_Row]) -> Answer:
        """Make an answer up."""
        import torch

        return Answer(torch.full((len(rows),), 0.5), torch.zeros(len(rows)))

    def _mapped(self, rows: Sequence[_Row]) -> tuple[Answer, Sequence[dict[str, Tensor]]]:
        """Make an answer and small maps up."""
        return self._seen(rows), [dict.fromkeys(r.names, _ramp(r.case)) for r in rows]

    def _own(self, case: Case) -> Sequence[Tensor]:
        """Make maps up."""
        return [_ramp(case)] * len(self._subject.inputs)

    def _shake(self, wish: Shake, case: Case) -> tuple[Tensor, ...]:
        """Make maps up."""
        return (_ramp(case),) * (len(wish.sigmas) * wish.draws)

    def _randomise(self, wish: Randomise, names: tuple[str, ...]) -> None:
        """Make maps up, and count the passes of each stop."""
        import torch

        axes = self._subject.inputs.ndim - 2
        ramp = torch.arange(2.0**axes).reshape((2,) * axes)
        samples = range(len(self._subject.inputs))
        self.forwards += wish.stops * len(samples)
        for name in names:
            self.made[name] += wish.stops * len(samples)
            for sample in samples:
                self._series[sample, name, wish] = (ramp,) * wish.stops


def _ramp(case: Case) -> Tensor:
    """Make a small map in which no two cells are alike."""
    import torch

    return torch.arange(2.0**case.heat.ndim).reshape((2,) * case.heat.ndim)


def _inputs(rows: Sequence[_Row]) -> Tensor:
    """Make the inputs of a batch; neighbours of one wish are made together."""
    import torch

    parts: list[Tensor] = []
    start = 0
    while start < len(rows):
        end = start + 1
        while end < len(rows) and rows[end].look is rows[start].look:
            end += 1
        parts.append(rows[start].look.make([row.index for row in rows[start:end]]))
        start = end
    return torch.cat(parts)


def _samples(rows: Sequence[_Row]) -> Tensor:
    """Say of which sample each input of a batch is a variant."""
    import torch

    return torch.tensor([row.case.sample for row in rows])
