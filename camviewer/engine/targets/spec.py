"""What a target is: it settles on a network's output and then makes one score of every row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from camviewer.core.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from torch import Tensor

    from camviewer.core.image import Grid, Image


@dataclass(frozen=True, eq=False)
class Aim:
    """A target that has settled on the samples of one batch.

    Attributes
    ----------
    score : callable
        ``score(output, samples (M,)) -> (M,)``: differentiable score of each row of any output
        of the network; ``samples`` says of which sample of the batch each row is a variant.
    chance : callable
        The same as a probability in [0, 1]; the score itself where the target is no class.
    indices : Tensor or None, (N,)
        Class of each sample, where the target is one.
    """

    score: Callable[[object, Tensor], Tensor]
    chance: Callable[[object, Tensor], Tensor]
    indices: Tensor | None = None


@dataclass(frozen=True, eq=False)
class Where:
    """Which piece of the prepared image each sample of a batch is.

    Attributes
    ----------
    grid : Grid
        Of the whole prepared image.
    starts : sequence of tuples
        First voxel of each sample.
    size : tuple of ints
        Voxels of a sample.
    """

    grid: Grid
    starts: Sequence[tuple[int, ...]]
    size: tuple[int, ...]

    @property
    def is_lone(self) -> bool:
        """Whether one sample is the whole image, and no further ones will come."""
        return all(
            n >= all_of_it for n, all_of_it in zip(self.size, self.grid.shape, strict=True)
        )


@dataclass(frozen=True, eq=False)
class Settled:
    """A target that has settled already, each row on the sample that it is a variant of.

    Attributes
    ----------
    aim
        As it settled on the samples themselves.
    samples : Tensor, (M,), on the CPU
        Sample of each row.
    output
        What the network puts out, as of any target.
    """

    aim: Aim
    samples: Tensor
    output: str = "softmax"

    def settle(self, output: object, count: int, where: Where | None) -> Aim:
        """Give the settled target."""
        del output, count, where
        aim, samples = self.aim, self.samples
        return Aim(
            lambda given, rows: aim.score(given, samples[rows]),
            lambda given, rows: aim.chance(given, samples[rows]),
            None if aim.indices is None else aim.indices[samples.to(aim.indices.device)],
        )


@runtime_checkable
class Target(Protocol):
    """What is explained."""

    @property
    def output(self) -> str:
        """How scores become probabilities: ``"softmax"`` or ``"sigmoid"``."""

    def settle(self, output: object, count: int, where: Where | None) -> Aim:
        """Choose what the target leaves open, on the output of the first pass.

        Parameters
        ----------
        output
            Of the network, for ``count`` samples.
        where
            Needed by targets that name a place; None when each sample is a whole image.

        Raises
        ------
        InputError
            When the target does not exist in this output.
        ModelError
            When the output is of another kind.
        """


@dataclass(frozen=True, eq=False)
class Context:
    """What the words of a target are read against.

    Attributes
    ----------
    labels
        Names of the output units.
    output
        ``"softmax"`` or ``"sigmoid"``.
    images
        Masks and references that the words name, by their path as written.
    embed
        Gives the network's output for another image, for targets that compare with one.
    """

    labels: Sequence[str] = ()
    output: str = "softmax"
    images: Mapping[str, Image] = field(default_factory=dict)
    embed: Callable[[Image], object] | None = None


@dataclass(frozen=True)
class TargetKind:
    """One kind of target, as the user meets it.

    Attributes
    ----------
    name, label
        Word before the colon, and the words shown.
    syntax
        How it is written, ``not:LABEL``.
    summary
        One sentence.
    read
        ``read(words, context) -> Target``: from what stands behind the colon.
    takes_file
        Whether its last part may be the path of an image.
    """

    name: str
    label: str
    syntax: str
    summary: str
    read: Callable[[str, Context], Target]
    takes_file: bool = False


TARGETS: Registry[TargetKind] = Registry("kind of target")
