"""What explaining a picture costs, beside other engines, in one run.

``camviewer bench engine`` on a quiet machine. Times are medians of alternating repeats and are
given in plain inference passes of the same network, or as a share of another engine's time.
Ends with 1 when a limit does not hold.
"""

# ruff: noqa: T201 - a benchmark prints

from __future__ import annotations

import sys
import warnings
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).parent))
from measure import arguments, line, medians, once, peer

from camviewer.engine.api import explain, explain_all

TWELVE = {
    "grad-cam": "GradCAM",
    "hires-cam": "HiResCAM",
    "grad-cam-elementwise": "GradCAMElementWise",
    "grad-cam++": "GradCAMPlusPlus",
    "xgrad-cam": "XGradCAM",
    "layer-cam": "LayerCAM",
    "eigen-cam": "EigenCAM",
    "eigen-grad-cam": "EigenGradCAM",
    "finer-cam": "FinerCAM",
    "shapley-cam": "ShapleyCAM",
    "fem": "FEM",
    "seg-xres-cam": "SegEigenCAM",
}
"""Ours beside theirs; they have no Seg-XRes-CAM, and Seg-Eigen-CAM is their nearest."""

LAYERS = ("layer1", "layer2", "layer3", "layer4")
CLASSES = (1, 7, 42)


def resnet():
    import torchvision

    torch.manual_seed(0)
    return torchvision.models.resnet50(weights=None).eval(), torch.randn(1, 3, 224, 224)


def look(model, batch):
    """Return a plain inference pass."""

    def call():
        with torch.inference_mode():
            model(batch)

    return call


def theirs(cams, name, model, layers, **more):
    """Return one method of pytorch-grad-cam."""
    from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget

    made = getattr(cams, name)
    cam = made(model, [model.get_submodule(layer) for layer in layers], **more)

    def call(batch, index=1):
        targets = None if name == "FinerCAM" else [ClassifierOutputTarget(index)]
        return cam(batch, targets)

    return call


def twelve(args):
    """Twelve methods at the last layer, from one pass."""
    (model, batch), cams = resnet(), peer("pytorch_grad_cam")
    found = medians(
        {
            "forward": look(model, batch),
            "ours": lambda: explain(model, batch, list(TWELVE), "layer4", target=1),
        },
        args.repeats,
    )
    unit = found["forward"]
    print(f"  one forward {unit * 1e3:.0f} ms")
    good = line("12 gradient and activation methods, layer4", found["ours"] / unit, 1.3)
    kpca = medians(
        {
            "without": lambda: explain(model, batch, ["grad-cam"], "layer4", target=1),
            "with": lambda: explain(model, batch, ["grad-cam", "kpca-cam"], "layer4", target=1),
        },
        args.repeats,
    )
    line("  kpca-cam adds", (kpca["with"] - kpca["without"]) / unit)
    if cams:
        calls = [theirs(cams, name, model, ["layer4"]) for name in TWELVE.values()]
        spent, _ = once(lambda: [call(batch) for call in calls])
        line("  pytorch-grad-cam, the same one after another", spent / unit)
    return good


def grid(args):
    """Twelve methods at four layers for three classes, from one pass.

    Finer-CAM compares classes, so it needs a way back of its own for each: it is shown apart.
    """
    (model, batch), cams = resnet(), peer("pytorch_grad_cam")
    others = [name for name in TWELVE if name != "finer-cam"]
    methods = [*others, "random-cam"]
    found = medians(
        {
            "forward": look(model, batch),
            "ours": lambda: explain_all(model, batch, methods, LAYERS, targets=CLASSES),
            "finer": lambda: explain_all(model, batch, list(TWELVE), LAYERS, targets=CLASSES),
        },
        max(2, args.repeats // 3),
    )
    unit = found["forward"]
    good = line("12 methods, 4 layers and 3 classes", found["ours"] / unit, 5.0)
    line("  with finer-cam, which goes back for every class", found["finer"] / unit)
    if cams and not args.quick:
        spent, _ = once(
            lambda: [
                theirs(cams, name, model, [layer])(batch, index)
                for name in TWELVE.values()
                for layer in LAYERS
                for index in CLASSES
            ]
        )
        line("  pytorch-grad-cam", spent / unit)
    return good


def ablation(args):
    """Ablation-CAM: closed form at the last layer, the tail alone before it."""
    (model, batch), cams = resnet(), peer("pytorch_grad_cam")
    last = medians(
        {
            "forward": look(model, batch),
            "ours": lambda: explain(model, batch, ["ablation-cam"], "layer4", target=1),
        },
        args.repeats,
    )
    unit = last["forward"]
    good = line("ablation-cam, layer4, 2048 channels", last["ours"] / unit, 2.0)
    ours, _ = once(lambda: explain(model, batch, ["ablation-cam"], "layer3", target=1))
    line("ablation-cam, layer3, 1024 channels", ours / unit)
    if cams:
        share = 8 if args.quick else 1
        spent, _ = once(lambda: _ablated(cams, model, batch, 1024 // share))
        line("  pytorch-grad-cam, layer3", spent * share / unit)
        good &= line("  ours, as a share of it", ours / (spent * share), 0.35, "")
    return good


def _ablated(cams, model, batch, channels):
    """Run as much of pytorch-grad-cam's loop as ablates so many channels."""
    ratio = channels / 1024
    call = theirs(cams, "AblationCAM", model, ["layer3"], ratio_channels_to_ablate=ratio)
    return call(batch)


def score(args):
    """Score-CAM: the same map, in float32 and in bfloat16."""
    (model, batch), cams = resnet(), peer("pytorch_grad_cam")
    layer = "layer4"
    good = True
    if args.quick:
        print("score-cam is left out: it takes minutes")
        return good
    spent, ours = once(lambda: explain(model, batch, ["score-cam"], layer, target=1))
    half, rough = once(
        lambda: explain(model, batch, ["score-cam"], layer, target=1, precision="bfloat16")
    )
    error = 1 - cosine(ours["score-cam"], rough["score-cam"])
    if not cams:
        return good
    peer_spent, map_ = once(lambda: _raw_score(cams, model, batch, layer))
    alike = cosine(ours["score-cam"].clip(min=0), map_)
    good &= line("score-cam, as a share of pytorch-grad-cam", spent / peer_spent, 0.60, "")
    good &= line("  1 - cosine of the two maps", 1 - alike, 1e-4, "")
    good &= line("  in bfloat16", half / peer_spent, 0.33, "")
    line("  1 - cosine of bfloat16 and float32", error, None, "")
    return good


def _raw_score(cams, model, batch, layer):
    """Map of pytorch-grad-cam before it is scaled and enlarged."""
    from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget

    kept = {}

    class Kept(cams.ScoreCAM):
        def get_cam_image(self, *args, **kwargs):
            kept["map"] = super().get_cam_image(*args, **kwargs)
            return kept["map"]

    Kept(model, [model.get_submodule(layer)])(batch, [ClassifierOutputTarget(1)])
    return kept["map"].clip(min=0)


def cosine(one, other):
    """Cosine of two maps of any shape."""
    one = torch.as_tensor(one).double().flatten()
    other = torch.as_tensor(other).double().flatten()
    return float(one @ other / (one.norm() * other.norm()))


def eigen(args):
    """Eigen-CAM of a large volume's layer."""
    from camviewer.engine.methods import METHODS, Probe

    probe = Probe(torch.randn(1, 256, 32, 32, 32).relu(), torch.zeros(1))
    method = METHODS.get("eigen-cam")
    found = medians({"ours": lambda: method.run(probe, method.params())}, args.repeats)
    return line("eigen-cam, 32 x 32 x 32 cells, 256 channels", found["ours"], 1.0, "s")


def imputation(args):
    """ROAD's imputation of one picture: nine shares, most and least important first."""
    from camviewer.metrics.imputation import impute, removal_masks

    torch.manual_seed(0)
    picture, heat = torch.rand(3, 224, 224), torch.rand(224, 224)
    shares = [share / 10 for share in range(1, 10)]
    masks = torch.cat(
        [
            removal_masks(heat[None], shares, order=order).flatten(0, 1)
            for order in ("most", "least")
        ]
    )
    pictures = picture.expand(len(masks), -1, -1, -1)
    found = medians({"ours": lambda: impute(pictures, masks)}, max(2, args.repeats // 3))
    good = line("ROAD's imputation, 18 maps at 224 x 224", found["ours"], 1.0, "s")
    if peer("pytorch_grad_cam"):
        from pytorch_grad_cam.metrics.road import NoisyLinearImputer

        keep = [(~mask).float() for mask in masks]
        imputer = NoisyLinearImputer(noise=0.0)
        spent, _ = once(lambda: [imputer(picture, mask) for mask in keep])
        line("  pytorch-grad-cam", spent, None, "s")
    return good


ROWS = {
    "twelve": twelve,
    "grid": grid,
    "ablation": ablation,
    "eigen": eigen,
    "imputation": imputation,
    "score": score,
}


def main():
    args = arguments(__doc__)
    warnings.simplefilter("ignore")
    print(f"Pictures: ResNet-50, 224 x 224, {torch.get_num_threads()} threads")
    names = [args.only] if args.only else ROWS
    good = [ROWS[name](args) for name in names]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
