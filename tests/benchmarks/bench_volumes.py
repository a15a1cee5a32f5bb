"""What explaining a volume costs, beside other engines, in one run.

``camviewer bench volumes`` on a quiet machine. Times are in plain inference passes of the same
network, memory is the peak of a process of its own above plain inference. Ends with 1 when a
limit does not hold.
"""

# ruff: noqa: T201 - a benchmark prints

from __future__ import annotations

import sys
import time
import warnings
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).parent))
from measure import arguments, line, medians, once, own_peak, peak, peer, print_peak

from camviewer.core.image import Grid
from camviewer.core.progress import CancelToken, no_report
from camviewer.engine.api import explain
from camviewer.engine.choice import choose_methods
from camviewer.engine.plan import Plan, scores_of_windows
from camviewer.engine.scan import Scan
from camviewer.engine.targets import ClassTarget
from camviewer.engine.windows import plan_layout

LAYER = "features.denseblock4"
FIVE = ("grad-cam", "hires-cam", "layer-cam", "grad-cam++", "cf-cam-spatial")
WHOLE = (300, 512, 512)


def densenet(size=(96, 128, 128)):
    from monai.networks.nets import DenseNet121

    torch.manual_seed(0)
    network = DenseNet121(spatial_dims=3, in_channels=1, out_channels=2).eval()
    return network, torch.randn(1, 1, *size)


def resnet10():
    from monai.networks.nets import resnet10

    torch.manual_seed(0)
    return resnet10(spatial_dims=3, n_input_channels=1, num_classes=2, conv1_t_stride=2).eval()


def look(model, batch):
    """Return a plain inference pass."""

    def call():
        with torch.inference_mode():
            model(batch)

    return call


def monai_peer(model, batch):
    """Return MONAI's Grad-CAM."""
    from monai.visualize import GradCAM

    cam = GradCAM(model, LAYER)
    return lambda: cam(batch, class_idx=1)


def grad_cam_peer(model, batch):
    """Return pytorch-grad-cam's Grad-CAM, or None."""
    cams = peer("pytorch_grad_cam")
    if cams is None:
        return None
    from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget

    cam = cams.GradCAM(model, [model.get_submodule(LAYER)])
    return lambda: cam(batch, [ClassifierOutputTarget(1)])


def dense(args):
    """Grad-CAM on MONAI's DenseNet121."""
    model, batch = densenet()
    cases = {
        "forward": look(model, batch),
        "ours": lambda: explain(model, batch, ["grad-cam"], LAYER, target=1),
        "monai": monai_peer(densenet()[0], batch),
        "peer": grad_cam_peer(densenet()[0], batch),
    }
    cases = {name: call for name, call in cases.items() if call is not None}
    found = medians(cases, max(2, args.repeats // 3))
    unit = found["forward"]
    print(f"DenseNet121 of MONAI, 96 x 128 x 128, denseblock4; one forward {unit * 1e3:.0f} ms")
    good = [line("grad-cam", found["ours"] / unit, 1.1)]
    peaks = {name: peak(__file__, name) for name in cases}
    good.append(line("  peak above inference", peaks["ours"] - peaks["forward"], 0.2, "GB"))
    for name, label in (("monai", "MONAI"), ("peer", "pytorch-grad-cam")):
        if name in cases:
            line(f"  {label}", found[name] / unit)
            line(f"  {label}, peak above inference", peaks[name] - peaks["forward"], None, "GB")
    return all(good)


def make_plan(model, image, size, overlap=0.25):
    """Lay windows over a volume."""
    layer = "layer4"
    with torch.inference_mode():
        seen = []
        handle = model.get_submodule(layer).register_forward_hook(
            lambda _m, _i, out: seen.append(tuple(out.shape[2:]))
        )
        model(torch.zeros(1, 1, *size))
        handle.remove()
    layout = plan_layout(tuple(image.shape[2:]), size, seen[0], overlap)
    padded = layout.pad(image, torch.zeros(1))
    grid = Grid(tuple(image.shape[2:]), np.eye(4))
    return Plan(model, (layer,), padded, layout, grid, torch.zeros(1), torch.device("cpu"))


def scan_all(plan, methods=FIVE):
    """Run methods over all windows and give their maps."""
    found = {}

    def keep(finding):
        found[finding.key.method] = finding.array

    choices = choose_methods(methods, {})
    scan = Scan(
        plan, choices, [ClassTarget(1)], report=no_report, token=CancelToken(), on_finding=keep
    )
    scan.run(0)
    return found


def whole(args):
    """Five methods over a whole chest CT at its native resolution."""
    shape = (150, 256, 256) if args.quick else WHOLE
    model = resnet10()
    plan = make_plan(model, torch.randn(1, 1, *shape), (96, 96, 96))
    print(f"Whole CT {shape}, {len(plan.layout.starts)} windows of 96, ResNet-10 of MONAI")
    plain, ours = [], []
    for _ in range(1 if args.quick else 2):
        plain.append(once(lambda: scores_of_windows(plan, no_report, CancelToken()))[0])
        ours.append(once(lambda: scan_all(plan))[0])
    good = line("5 methods, in plain sliding windows", min(ours) / min(plain), 1.15, "")
    line("  peak memory", own_peak() / 2**30, 24.0, "GB")
    return good


def growth(args):
    """Seconds per million voxels over four sizes, and per channel."""
    model = resnet10()
    print("Growth with the volume: 5 methods, windows of 64")
    for depth in (64, 128, 256, 512):
        plan = make_plan(model, torch.randn(1, 1, 64, 128, depth), (64, 64, 64))
        spent, _ = once(lambda plan=plan: scan_all(plan))
        voxels = np.prod(plan.layout.shape) / 1e6
        copied, _ = once(lambda plan=plan: plan.image.clone())
        line(f"  {plan.layout.shape}", spent / voxels, None, "s per million voxels")
        line("    memory written once", copied / voxels * 1e3, None, "ms per million voxels")
    print("Growth with channels: the 12 cheap methods on maps of 16 x 16 x 16 cells")
    for channels in (64, 128, 256, 512):
        line(
            f"  {channels} channels",
            _reduced(channels) / channels * 1e3,
            None,
            "ms per channel",
        )
    return True


def _reduced(channels):
    """Seconds of all gradient methods on one probe."""
    from camviewer.engine.maps import make_map
    from camviewer.engine.methods import Probe

    shape = (1, channels, 16, 16, 16)
    probe = Probe(torch.randn(shape).relu(), torch.zeros(1), torch.randn(shape))
    names = ("grad-cam", "hires-cam", "grad-cam++", "xgrad-cam", "layer-cam", "eigen-cam")
    choices = choose_methods(names, {})
    for choice in choices:
        make_map(probe, choice)
    started = time.perf_counter()
    for _ in range(5):
        probe.memory.clear()
        for choice in choices:
            make_map(probe, choice)
    return (time.perf_counter() - started) / 5


ROWS = {"dense": dense, "growth": growth, "whole": whole}


def run_child(case):
    """Run one case three times and print the peak of this process."""
    model, batch = densenet()
    makers = {
        "forward": lambda: look(model, batch),
        "ours": lambda: lambda: explain(model, batch, ["grad-cam"], LAYER, target=1),
        "monai": lambda: monai_peer(model, batch),
        "peer": lambda: grad_cam_peer(model, batch),
    }
    call = makers[case]()
    for _ in range(3):
        call()
    print_peak()


def main():
    args = arguments(__doc__)
    warnings.simplefilter("ignore")
    if args.child:
        run_child(args.child)
        return 0
    if peer("monai") is None:
        return 0
    names = [args.only] if args.only else ROWS
    good = [ROWS[name](args) for name in names]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
