"""What a network and its methods answer when a metric shows them changed images.

The images are looked at once; their targets are settled there, and every variant is scored for
the target of the image that it came from. Variants are given in batches whatever image they
belong to. Methods that need a layer's activations and gradients alone map a whole batch of
variants from one pass; any other method gets a pass for each of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import torch

from camviewer.core.errors import CamViewerError
from camviewer.engine.folded import Folding
from camviewer.engine.fuse import JOIN, fuse
from camviewer.engine.maps import Scene, make_map, study
from camviewer.engine.methods.spec import LinearHead, Needs
from camviewer.engine.probe import computing_in
from camviewer.engine.rows import Turns
from camviewer.engine.targets import Settled, as_target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from torch import Tensor

    from camviewer.core.progress import CancelToken
    from camviewer.engine.choice import Choice
    from camviewer.engine.maps import Study
    from camviewer.engine.methods.spec import Probe
    from camviewer.engine.targets import AnyTarget

_LIGHT = Needs.GRADIENTS | Needs.HEAD


@dataclass(frozen=True)
class Source:
    """How a map was made.

    Attributes
    ----------
    choice
        The method and its parameters.
    layer
        Dotted name, or several joined by ``+``.
    """

    choice: Choice
    layer: str

    @property
    def parts(self) -> tuple[str, ...]:
        """Single layers."""
        return tuple(self.layer.split(JOIN))

    @property
    def is_light(self) -> bool:
        """Whether one pass maps a whole batch."""
        return not self.choice.method.needs & ~_LIGHT


@dataclass(frozen=True, eq=False)
class Asking:
    """How answers are given.

    Attributes
    ----------
    seed
        For methods that draw random numbers.
    precision
        What the network computes in.
    token
        Looked at between batches.
    """

    seed: int = 0
    precision: str = "float32"
    token: CancelToken | None = None

    def check(self) -> None:
        """Stop here when asked to."""
        if self.token is not None:
            self.token.check()


@dataclass(frozen=True, eq=False)
class Said:
    """What the network said of some inputs: (M,) each, float32."""

    chance: Tensor
    score: Tensor


class Respondent:
    """A network that looked at some images once, ready to be asked of others like them.

    Parameters
    ----------
    scene
        The network, every layer that a source names, and the images.
    target
        What is explained.
    sources
        Name of each map to how it is made anew; may be empty.
    asking
        How.

    Attributes
    ----------
    first
        What the network said of the images themselves.
    names
        Maps that can be made anew.

    Raises
    ------
    CamViewerError
        As :func:`camviewer.engine.maps.study`.
    """

    def __init__(
        self,
        scene: Scene,
        target: AnyTarget,
        sources: Mapping[str, Source],
        asking: Asking | None = None,
    ) -> None:
        self.scene = scene
        self.asking = asking or Asking()
        self.sources = dict(sources)
        self.notes: dict[str, None] = {}
        self._study = self._look_once(scene, as_target(target))
        recording = self._study.recording
        self.aim = recording.aims[0]
        with computing_in(self.asking.precision):
            self.names = tuple(name for name in self.sources if self._can_map(name))
            self.first = Said(recording.chance(0).cpu(), recording.score(0).cpu())
        self._folding = Folding(scene.model)
        self._turns = Turns(scene.around.rows, scene.batch.device, self)

    def _look_once(self, scene: Scene, target: AnyTarget) -> Study:
        """Run the network on the images."""
        choices = [source.choice for source in self.sources.values()]
        asking = self.asking
        with computing_in(asking.precision):
            return study(scene, [target], choices, seed=asking.seed, token=asking.token)

    def _can_map(self, name: str) -> bool:
        """Whether a map can be made anew here."""
        source = self.sources[name]
        if source.choice.method.is_gradient_free:
            return True
        try:
            return all(self._study.probe(part).refusal is None for part in source.parts)
        except CamViewerError:
            return False

    def check(self) -> None:
        """Stop here when asked to."""
        self.asking.check()

    def note(self, sentence: str) -> None:
        """Keep a sentence that the user must see."""
        self.notes[sentence] = None

    def close(self) -> None:
        """Let go of the pass over the images."""
        self._study.close()

    def probe(self, layer: str) -> Probe:
        """Return what the pass over the images showed of a layer that a source names."""
        return self._study.probe(layer)

    @property
    def ranks(self) -> tuple[int | None, ...]:
        """Place of each image's class among all, from 1; None where the target is no class."""
        scores, indices = self._study.recording.scores, self.aim.indices
        if scores is None or indices is None:
            return (None,) * len(self.scene.batch)
        own = scores.gather(1, indices[:, None].to(scores.device))
        return tuple(((scores > own).sum(1) + 1).tolist())

    def own_maps(self, names: Iterable[str]) -> dict[str, Tensor]:
        """Return maps of the images themselves, (N, *S_layer) each, raw, on the CPU."""
        with computing_in(self.asking.precision):
            return {name: map_rows(self._study, self.sources[name], None) for name in names}

    def look(self, inputs: Tensor, samples: Tensor) -> Said:
        """Say what the network makes of variants.

        Parameters
        ----------
        inputs : Tensor, (M, C, *S)
            Of the images' shape.
        samples : Tensor, (M,)
            Which image each is a variant of.
        """
        given = inputs.to(self.scene.batch)

        def run(part: slice) -> Tensor:
            def pick(output: object, count: int) -> Tensor:
                rows = samples[part][:count]
                return torch.stack(
                    [self.aim.chance(output, rows), self.aim.score(output, rows)], 1
                )

            return self._folding.score(given[part], pick).cpu()

        with computing_in(self.asking.precision):
            chance, score = torch.cat(self._turns.run(len(given), run)).T
        return Said(chance, score)

    def explain(
        self, inputs: Tensor, samples: Tensor, names: Sequence[tuple[str, ...]]
    ) -> tuple[Said, list[dict[str, Tensor]]]:
        """Say what the network makes of variants, and map them.

        Parameters
        ----------
        inputs, samples
            As in :meth:`look`.
        names
            Maps wanted of each input.

        Returns
        -------
        said
            As from :meth:`look`.
        maps
            For each input its maps (*S_layer) by name.
        """
        given = inputs.to(self.scene.batch)
        with computing_in(self.asking.precision):
            parts = self._turns.run(
                len(given), lambda part: self._explain(given[part], samples[part], names[part])
            )
        said = Said(
            *(torch.cat([getattr(p[0], n) for p in parts]) for n in ("chance", "score"))
        )
        return said, [maps for part in parts for maps in part[1]]

    def _explain(
        self, inputs: Tensor, samples: Tensor, names: Sequence[tuple[str, ...]]
    ) -> tuple[Said, list[dict[str, Tensor]]]:
        """Map a batch that fits: together where the methods allow it, else one by one."""
        light = [
            row
            for row, each in enumerate(names)
            if all(self.sources[name].is_light for name in each)
        ]
        groups = [[row] for row in range(len(names)) if row not in light]
        groups += [light] if light else []
        maps: list[dict[str, Tensor]] = [{} for _ in names]
        chance, score = torch.zeros(len(names)), torch.zeros(len(names))
        for rows in groups:
            self.check()
            wanted = {row: names[row] for row in rows}
            said = self._explain_group(inputs[rows], samples[rows], wanted, maps)
            chance[rows], score[rows] = said.chance, said.score
        return Said(chance, score), maps

    def _explain_group(
        self,
        inputs: Tensor,
        samples: Tensor,
        wanted: Mapping[int, tuple[str, ...]],
        maps: list[dict[str, Tensor]],
    ) -> Said:
        """Map some inputs from one pass, and put the maps where they belong."""
        names = list(dict.fromkeys(name for each in wanted.values() for name in each))
        studied = self.studied(inputs, samples, names)
        try:
            for name in names:
                rows = [at for at, each in enumerate(wanted.values()) if name in each]
                chosen = None if len(rows) == len(wanted) else rows
                found = map_rows(studied, self.sources[name], chosen)
                places = [place for place, each in wanted.items() if name in each]
                for place, heat in zip(places, found, strict=True):
                    maps[place][name] = heat
            self.notes.update(studied.notes)
            recording = studied.recording
            return Said(recording.chance(0).cpu(), recording.score(0).cpu())
        finally:
            studied.close()

    def studied(
        self, inputs: Tensor, samples: Tensor, names: Sequence[str], scene: Scene | None = None
    ) -> Study:
        """Look at variants with all that some methods need; ``scene`` for another network."""
        sources, own = [self.sources[name] for name in names], scene or self.scene
        layers = dict.fromkeys(part for source in sources for part in source.parts)
        around = replace(own.around, where=None)
        wanted = layers or dict.fromkeys(list(own.layers)[:1])
        seen = Scene(own.model, {each: own.layers[each] for each in wanted}, inputs, around)
        return study(
            seen,
            [Settled(self.aim, samples.cpu())],
            [source.choice for source in sources],
            seed=self.asking.seed,
            token=self.asking.token,
        )

    def shaken(
        self, sigmas: Sequence[float], draws: int, name: str, sample: int, *, is_relative: bool
    ) -> list[Tensor]:
        """Map an image with noise on the gradients; not where the method takes none.

        Parameters
        ----------
        sigmas, draws
            Deviations of the noise and how often each is drawn; absolute, or in units of the
            gradients' own deviation.
        """
        source = self.sources[name]
        if not (source.is_light and source.choice.method.needs & Needs.GRADIENTS):
            return []
        found: list[Tensor] = []
        with computing_in(self.asking.precision):
            for place, sigma in enumerate(sigmas):
                self.check()
                noise = _Noise(sigma, draws, self.asking.seed + place * draws, is_relative)
                found += list(map_rows(self._study, source, [sample], noise.add))
        return found


@dataclass(frozen=True)
class _Noise:
    """Normal noise on gradients, the same for every method."""

    sigma: float
    draws: int
    seed: int
    is_relative: bool

    def add(self, probe: Probe) -> Probe:
        """Repeat a probe of one sample, each time with other noise."""
        slopes, shape = probe.slopes, (self.draws, *probe.activations.shape[1:])
        width = self.sigma * (float(slopes.std(correction=0)) if self.is_relative else 1.0)
        draw = torch.Generator().manual_seed(self.seed)
        noise = torch.randn(shape, generator=draw).to(slopes)
        return replace(
            probe,
            activations=probe.activations.expand(shape),
            gradients=slopes + width * noise,
            score=probe.score.expand(self.draws),
            memory={},
        )


def map_rows(
    studied: Study,
    source: Source,
    rows: list[int] | None,
    change: Callable[[Probe], Probe] | None = None,
) -> Tensor:
    """Map some rows of a study, all where None: (rows, *S), float32 on the CPU."""
    made = []
    for part in source.parts:
        probe = studied.probe(part)
        probe = probe if rows is None else _of_rows(probe, rows)
        probe = probe if change is None else change(probe)
        made.append(make_map(probe, source.choice).array)
    if len(made) == 1:
        return made[0]
    return torch.stack([fuse(of_row) for of_row in zip(*made, strict=True)])


def _of_rows(probe: Probe, rows: list[int]) -> Probe:
    """Keep some rows of a probe."""
    head = probe.head
    return replace(
        probe,
        activations=probe.activations[rows],
        score=probe.score[rows],
        gradients=None if probe.gradients is None else probe.gradients[rows],
        head=None if head is None else LinearHead(head.weight[rows], head.bias[rows]),
        memory={},
        diagnostics={},
    )
