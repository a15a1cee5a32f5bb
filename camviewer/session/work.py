"""The heavy work: reading, looking and explaining. Runs in any thread and touches no state."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from camviewer.core.errors import GeometryError, UnknownNameError
from camviewer.core.settings import resource
from camviewer.core.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from camviewer.core.image import Heatmap, Image, Mask
    from camviewer.core.job import ExplainRequest, Explanation, Forecast, Prediction
    from camviewer.core.progress import CancelToken, Report, Watch
    from camviewer.session.inspected import Inspection
    from camviewer.session.outlook import Outlook

_PHOTOS = {"photo": "chelsea", "coffee": "coffee"}


@dataclass(frozen=True)
class LayerInfo:
    """One layer that can be explained.

    Attributes
    ----------
    name : str
        Dotted module name.
    shape : tuple of ints
        Cells of its map.
    channels : int
        Its channels.
    is_chosen : bool
        Whether the engine would take it.
    reason : str
        One sentence why, for the chosen one.
    """

    name: str
    shape: tuple[int, ...]
    channels: int
    is_chosen: bool
    reason: str


def load_engine() -> None:
    """Import torch now, before any Qt: the other order fails on Windows (pytorch#166628)."""
    import camviewer.engine.run  # noqa: F401 - the import is the work


class Work:
    """The door to the readers and the engine."""

    def read(self, path: Path, volume: int | None = None, watch: Watch | None = None) -> Image:
        """Read a picture or a volume, from a file or a folder of slices.

        Raises
        ------
        Cancelled
            When the watch's token was set.
        InputError
            When the file cannot be used; a 4D file and a folder of several series want
            ``volume``.
        ResourceError
            When it does not fit into memory.
        """
        from camviewer.io import open_image

        return open_image(path, volume=volume, watch=watch)

    def read_masks(self, path: Path, image: Image) -> tuple[Mask, ...]:
        """Read the regions of a file, each on the image's grid.

        Raises
        ------
        InputError
            When the file marks no regions, or they cannot lie on the image.
        ResourceError
            When they do not fit into memory.
        """
        from camviewer.io import read_masks

        return read_masks(path, image)

    def sample(self, name: str) -> Image:
        """Return a shipped image: ``ct``, ``photo`` (a cat) or ``coffee``.

        Raises
        ------
        UnknownNameError
            When there is no such sample.
        """
        if name == "ct":
            path = resource("samples", "lung1.nii.gz")
        elif name in _PHOTOS:
            import skimage.data

            path = Path(skimage.data.data_dir) / f"{_PHOTOS[name]}.png"
        else:
            raise UnknownNameError(say("kinds", "sample"), name, ["ct", *_PHOTOS])
        image = self.read(path)
        # Without its path it is not put among the recent files.
        return replace(image, path=None, header={**image.header, "sample": name})

    def straighten(self, image: Image, report: Report, token: CancelToken) -> Image:
        """Lay a volume on upright axes, to be drawn.

        Raises
        ------
        ResourceError
            When it does not fit into memory.
        Cancelled
            When the token was set.
        """
        from camviewer.io.memory import check_memory
        from camviewer.render.resample import bytes_needed, straightened

        check_memory(bytes_needed(image), say("session", "The straightened volume"))
        return straightened(image, report, token)

    def read_heatmap(self, path: Path, image: Image) -> Heatmap:
        """Read a raw map; a picture's is laid evenly over the picture.

        Raises
        ------
        FormatError
            When it is no map, or damaged.
        GeometryError
            When a picture's map is to lie on a volume, or the other way round.
        """
        from camviewer.io import read_heatmap

        heatmap = read_heatmap(path)
        if heatmap.grid.ndim != image.grid.ndim:
            raise GeometryError(
                say("session", "The map and the image have not the same number of axes."),
                hint=say("session", "Volumes take NIfTI maps, pictures take .npy maps."),
            )
        if image.is_volume:
            return heatmap
        return replace(heatmap, grid=image.grid.divided(heatmap.grid.shape))

    def images_named(self, targets: Sequence[str]) -> dict[str, Image]:
        """Read the masks and references that targets name, by their path as written.

        Raises
        ------
        InputError
            When one cannot be read.
        """
        if not any(":" in text for text in targets):
            return {}
        from camviewer.engine.targets import files_named

        paths = [path for text in targets for path in files_named(text)]
        return {path: self.read(Path(path)) for path in paths}

    def predict(self, request: ExplainRequest, token: CancelToken) -> tuple[Prediction, ...]:
        """Run the network once and return its classes, most likely first."""
        from camviewer.engine.run import predict_image

        return predict_image(request, token)

    def layers(self, model: str) -> tuple[LayerInfo, ...]:
        """List the layers of a network that give a map, in the order they run."""
        from camviewer.engine.run import list_layers

        return tuple(
            LayerInfo(each.name, each.shape, each.channels, each.is_chosen, each.reason)
            for each in list_layers(model)
        )

    def forecast(self, request: ExplainRequest) -> Forecast:
        """Estimate seconds and memory of a run by one measured pass.

        Raises
        ------
        CamViewerError
            When the request cannot be run at all.
        """
        from camviewer.engine.estimate import forecast

        return forecast(request)

    def outlook(self, request: ExplainRequest) -> Outlook:
        """Estimate a run and look how much memory is free where it would run.

        Raises
        ------
        CamViewerError
            When the request cannot be run at all.
        """
        from camviewer.engine.device import choose_device, free_bytes
        from camviewer.session.outlook import Outlook

        found = self.forecast(request)
        return Outlook(found, free_bytes(choose_device(found.device)))

    def explain(
        self,
        request: ExplainRequest,
        report: Report,
        token: CancelToken,
        on_map: Callable[[Heatmap], None],
    ) -> Explanation:
        """Explain one image by all methods of the request.

        Parameters
        ----------
        request
            What to explain; images that its targets name are read first.
        report, token
            Progress and the flag that stops the work between two steps.
        on_map
            Called with each map as it is finished, in the working thread.

        Raises
        ------
        CamViewerError
            When it cannot be done.
        Cancelled
            When the token was set.
        """
        from camviewer.engine.run import explain_image

        wanted = [text for text in (request.target, *request.further_targets) if text]
        named = {**self.images_named(wanted), **request.images}
        return explain_image(replace(request, images=named), report, token, on_map=on_map)

    def inspect(
        self, image: Image, explanation: Explanation, heatmap: Heatmap, token: CancelToken
    ) -> Inspection:
        """Look once more, and hold the channels behind a map of CF-CAM.

        Raises
        ------
        CamViewerError
            When the map is none of CF-CAM, or the network cannot be asked again.
        Cancelled
            When the token was set.
        """
        from camviewer.engine.channels import ChannelInspector

        return ChannelInspector(image, explanation, heatmap, token=token)
