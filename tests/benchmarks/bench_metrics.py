"""What measuring maps costs: images shown to the network, and seconds beside other programs.

``camviewer bench metrics`` on a quiet machine. Ends with 1 when a limit does not hold.
"""

# ruff: noqa: T201 - a benchmark prints

from __future__ import annotations

import sys
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).parent))
from measure import arguments, line, medians, once, peer

import camviewer
from camviewer.engine.models.efficientnet import build
from camviewer.metrics import METRICS
from camviewer.metrics.imputation import impute, removal_masks

METHODS = (
    "grad-cam", "grad-cam++", "xgrad-cam", "hires-cam", "layer-cam", "eigen-cam",
    "eigen-grad-cam", "cf-cam", "cf-cam-spatial", "random-cam",
)  # fmt: skip
LAYER = "features"
STEPS, DRAWS, STOPS, BLOCKS, SHARES, CODE = 20, 10, 5, 40, 9, 100


def cat():
    """A photograph as EfficientNet-Lite0 wants it."""
    import skimage.data
    from skimage.transform import resize

    pixels = resize(skimage.data.chelsea(), (224, 224), anti_aliasing=True)
    return torch.from_numpy(pixels).permute(2, 0, 1)[None].float() * 255 / 128 - 127 / 128


def lower_bound(maps):
    """Images that have to be shown, by formula; engine.md d.3 for the curves.

    The image and the blurred one are shared by all maps. Noise and blocks are the same for all
    maps, and a random network maps all of them from one pass.
    """
    curves = 2 * (STEPS - 1) * maps + 2
    road = 2 * SHARES * maps
    own = 3 * maps  # through the map, and cut twice
    # The published code never comes to the end, and starts at the image or the zero image.
    code = (2 * CODE - 1) * maps + 1
    shared = 1 + BLOCKS + DRAWS + 2 * STOPS  # the odd ground, blocks, noise, random networks
    return curves + road + own + code + shared


def forwards(args):
    """Ten methods by all metrics that need no mask, on EfficientNet-Lite0."""
    model, batch = build(), cat()
    maps = camviewer.explain(model, batch, METHODS, LAYER)
    seen = []
    handle = model.register_forward_hook(lambda _m, given, _out: seen.append(len(given[0])))
    names = [each.name for each in METRICS if each.against in {"nothing", "score", "explain"}]
    spent, found = once(lambda: camviewer.evaluate(model, batch, METHODS, names, layer=LAYER))
    handle.remove()
    print(f"  {len(METHODS)} methods, {len(names)} metrics: {found.forwards} images in "
          f"{found.batches} batches, {spent:.1f} s; maps alone {len(maps)}")  # fmt: skip
    bound = lower_bound(len(METHODS))
    good = line("images shown, over the lower bound", found.forwards / bound, 1.05, "times")
    # Random networks are copies without the hook's count; so is the network with folded norms.
    print(f"  counted by a hook on the network: {sum(seen)} and {2 * STOPS} by its copies")
    full = found.forwards / found.batches
    return line("room left in a batch of 8", 8 - full, 1.0, "images") and good


def imputation(args):
    """ROAD's 18 images of one map at 224 x 224."""
    batch = cat()
    heat = torch.rand(1, 7, 7)
    heat = torch.nn.functional.interpolate(heat[None], size=(224, 224), mode="bilinear")[0]
    shares = [(k + 1) / 10 for k in range(9)]
    masks = torch.cat([removal_masks(heat, shares, order)[0] for order in ("most", "least")])
    images = batch.expand(18, -1, -1, -1)
    found = medians({"ours": lambda: impute(images, masks)}, min(args.repeats, 5))
    good = line("ROAD's imputation, 18 images of 224 x 224", found["ours"], 1.0, "s")
    road = peer("pytorch_grad_cam.metrics.road")
    if road:
        imputer = road.NoisyLinearImputer()
        spent, _ = once(lambda: [imputer(batch[0], (~mask).float()) for mask in masks])
        line("  pytorch-grad-cam", spent, None, "s")
    return good


class FixedMaps:
    """What torch-cam's metrics ask for their maps."""

    def __init__(self, model, maps):
        self.model = model
        self.maps = maps

    def __call__(self, class_idx=None, scores=None, **_more):
        return [self.maps]

    @staticmethod
    def fuse_cams(cams):
        return cams[0]

    @contextmanager
    def _hooks_off(self):
        yield


def torchcam(args):
    """Drop, deletion and insertion of ten methods' maps, beside torch-cam's."""
    peers = peer("torchcam.metrics")
    if not peers:
        return True
    model, batch = build(), cat()
    maps = camviewer.explain(model, batch, METHODS, LAYER)
    maps = {name: _shown(values) for name, values in maps.items()}
    softmax = partial(torch.softmax, dim=-1)

    def theirs():
        found = {}
        for name, values in maps.items():
            kinds = (peers.ClassificationMetric, peers.DeletionInsertionMetric)
            for kind in kinds:
                metric = kind(FixedMaps(model, torch.from_numpy(values)), softmax)
                with torch.no_grad():
                    metric.update(batch)
                found[name, kind.__name__] = metric.summary()
        return found

    ground = {"baseline": "zero"}

    def ours():
        return camviewer.evaluate(
            model, batch, maps,
            ["average-drop", "increase-in-confidence", "deletion", "insertion"], layer=LAYER,
            options={"deletion": ground, "insertion": ground},
        )  # fmt: skip

    found = medians({"ours": ours, "theirs": theirs}, 1 if args.quick else 3)
    gap = _largest_gap(ours(), theirs())
    good = line("time, torch-cam's over ours (more is better)", found["ours"] / found["theirs"],
                1 / 1.5, "of torch-cam's")  # fmt: skip
    return line("largest difference of deletion and insertion", gap, 1e-3, "") and good


def _shown(maps):
    """Maps from 0 to 1."""
    low = maps.min()
    return ((maps - low) / (maps.max() - low)).astype(np.float32)


def _largest_gap(ours, theirs):
    """Between our numbers and torch-cam's; its drop scales another map, so it is left out."""
    gaps = []
    for name in ours.heatmaps:
        summary = theirs[name, "DeletionInsertionMetric"]
        gaps += [
            abs(ours.value(name, "deletion") - summary["deletion_auc"]),
            abs(ours.value(name, "insertion") - summary["insertion_auc"]),
        ]
    return max(gaps)


class Grey(torch.nn.Module):
    """The network on grey pictures: Quantus 0.6.0 mistakes three channels for more cells."""

    def __init__(self):
        super().__init__()
        self.net = build()

    def forward(self, batch):
        return self.net(batch.expand(-1, 3, -1, -1))


def quantus(args):
    """Pixel flipping, ROAD and sensitivity on a grey picture, beside Quantus."""
    package = peer("quantus")
    if not package:
        return True
    model, batch, layer = Grey().eval(), cat().mean(1, keepdim=True), f"net.{LAYER}"
    with torch.no_grad():
        index = int(model(batch).argmax())
    maps = {
        name: _shown(each)
        for name, each in camviewer.explain(model, batch, METHODS, layer).items()
    }
    quiet = {"disable_warnings": True, "display_progressbar": False}
    shape = {"normalise": False, "abs": False, **quiet}
    given = {"model": model, "x_batch": batch.numpy(), "y_batch": np.array([index])}
    flip = package.PixelFlipping(features_in_step=3136, perturb_baseline="black", **shape)
    road = package.ROAD(percentages=list(range(10, 100, 10)), noise=0.01, **shape)
    shake = package.MaxSensitivity(nr_samples=DRAWS, **shape)

    def explain(model, inputs, targets, name, **_more):
        found = camviewer.explain(model, torch.as_tensor(inputs), [name], layer, target=index)[
            name
        ]
        return np.stack([_grown(each) for each in found])[:, None]

    def on_maps(metric):
        return {
            name: metric(
                a_batch=_grown(each[0])[None, None].astype(np.float64), softmax=True,
                device="cpu", **given,
            )
            for name, each in maps.items()
        }  # fmt: skip

    def shaken():
        more = [{"explain_func_kwargs": {"name": name}} for name in METHODS]
        return [
            shake(a_batch=None, explain_func=explain, device="cpu", **each, **given)
            for each in more
        ]

    black = float(batch.min())
    settings = {"deletion": {"baseline": "black", "steps": 16}}

    def ours(metric, what):
        return camviewer.evaluate(
            model, batch, what, [metric], target=index, layer=layer, options=settings,
            blank=[black],
        )  # fmt: skip

    cases = {
        "flip": lambda: on_maps(flip),
        "deletion": lambda: ours("deletion", maps),
        "their road": lambda: on_maps(road),
        "our road": lambda: ours("road-most", maps),
        "shake": shaken,
        "sensitivity": lambda: ours("max-sensitivity", METHODS),
    }
    found = medians(cases, 1 if args.quick else 3)
    whole, theirs, gaps = ours("deletion", maps), on_maps(flip), []
    for name in maps:
        curve = whole.measurement(name, "deletion").findings[0].curves["deletion"].y
        # Theirs leaves the unchanged image out.
        gaps.append(np.abs(np.ravel(theirs[name]) - curve[1:]).max())
    line("largest difference of the curves", float(max(gaps)), None, "")
    line("deletion of ten maps", found["deletion"] / found["flip"], None, "of Quantus' time")
    good = line("ROAD of ten maps", found["our road"] / found["their road"], 0.2, "of Quantus'")
    share = found["sensitivity"] / found["shake"]
    return line("sensitivity of ten methods", share, 0.2, "of Quantus'") and good


def _grown(heat):
    """Lay a map over the picture."""
    given = torch.as_tensor(heat)[None, None]
    return torch.nn.functional.interpolate(given, size=(224, 224), mode="bilinear")[
        0, 0
    ].numpy()


ROWS = {
    "forwards": forwards,
    "imputation": imputation,
    "torchcam": torchcam,
    "quantus": quantus,
}


def main():
    args = arguments(__doc__)
    names = [args.only] if args.only else list(ROWS)
    torch.manual_seed(0)
    good = [ROWS[name](args) for name in names]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
