"""What explaining costs, in plain inference passes of the same network in the same run.

Run it on a quiet machine: ``python tests/benchmarks/bench_engine.py``. Every time is the
median of alternating repeats, every memory the peak of a process of its own. Other engines are
measured beside ours where they are installed. Exits with 1 when a limit does not hold.
"""

# ruff: noqa: T201 - a benchmark prints

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
import warnings
from pathlib import Path

import torch

from camviewer.engine.api import explain
from camviewer.engine.methods import METHODS

FAMILIES = ("gradient", "activation")
GIB = 2**30
VOLUME = (1, 1, 96, 128, 128)


def resnet():
    import torchvision

    torch.manual_seed(0)
    return torchvision.models.resnet50(weights=None).eval(), torch.randn(1, 3, 224, 224)


def densenet():
    from monai.networks.nets import DenseNet121

    torch.manual_seed(0)
    network = DenseNet121(spatial_dims=3, in_channels=1, out_channels=2).eval()
    return network, torch.randn(VOLUME)


def look(model, batch):
    """Return a plain inference pass."""

    def call():
        with torch.inference_mode():
            model(batch)

    return call


def ours(model, batch, methods, layer):
    """Return our explanation."""
    return lambda: explain(model, batch, methods, layer, target=1)


def grad_cam_peer(model, batch, layer):
    """Return pytorch-grad-cam's Grad-CAM, or None."""
    try:
        from pytorch_grad_cam import GradCAM
        from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget
    except ImportError:
        return None
    cam = GradCAM(model, [model.get_submodule(layer)])
    return lambda: cam(batch, [ClassifierOutputTarget(1)])


def monai_peer(model, batch, layer):
    """Return MONAI's Grad-CAM, or None."""
    try:
        from monai.visualize import GradCAM
    except ImportError:
        return None
    cam = GradCAM(model, layer)
    return lambda: cam(batch, class_idx=1)


def medians(cases, repeats):
    """Seconds of each case, run in turn so that a slow moment of the machine hits all."""
    times = {name: [] for name in cases}
    for turn in range(repeats + 1):
        for name, call in cases.items():
            started = time.perf_counter()
            call()
            if turn:
                times[name].append(time.perf_counter() - started)
    return {name: statistics.median(values) for name, values in times.items()}


def line(label, ratio, limit=None, unit="forwards"):
    """Print one result and return whether it holds."""
    is_good = limit is None or ratio <= limit
    verdict = "" if limit is None else f"  limit {limit:g}  {'ok' if is_good else 'TOO MUCH'}"
    print(f"{label:<58}{ratio:>9.3f} {unit}{verdict}", flush=True)
    return is_good


def bench_resnet(repeats):
    """Time all gradient and activation methods on ResNet-50, layer4."""
    model, batch = resnet()
    quick = [each.name for each in METHODS if each.family in FAMILIES]
    clustered = [each.name for each in METHODS if each.family == "cf-cam"]
    cases = {
        "forward": look(model, batch),
        "quick": ours(model, batch, quick, "layer4"),
        "ablation": ours(model, batch, ["ablation-cam"], "layer4"),
        "all": ours(model, batch, METHODS.names(), "layer4"),
        **{name: ours(model, batch, [*quick, name], "layer4") for name in clustered},
    }
    peer = grad_cam_peer(resnet()[0], batch, "layer4")
    if peer is not None:
        cases["peer"] = peer
    found = medians(cases, repeats)
    unit = found["forward"]
    print(f"ResNet-50, 224 x 224, layer4; one forward {unit * 1e3:.0f} ms")
    good = [
        line(f"{len(quick)} gradient and activation methods", found["quick"] / unit, 1.25),
        line("ablation-cam", found["ablation"] / unit, 2.0),
    ]
    for name in clustered:
        limit = 0.5 if name == "cf-cam" else None
        good.append(line(f"{name} adds", (found[name] - found["quick"]) / unit, limit))
    line(f"all {len(METHODS)} methods", found["all"] / unit)
    if peer is not None:
        line("pytorch-grad-cam, Grad-CAM alone", found["peer"] / unit)
    return all(good)


def bench_densenet(repeats):
    """Time Grad-CAM on MONAI's 3D DenseNet121 and measure peaks of memory."""
    try:
        model, batch = densenet()
    except ImportError:
        print("MONAI is not installed: its DenseNet121 is left out")
        return True
    layer = "features.denseblock4"
    cases = {
        "forward": look(model, batch),
        "ours": ours(model, batch, ["grad-cam"], layer),
        "monai": monai_peer(densenet()[0], batch, layer),
        "peer": grad_cam_peer(densenet()[0], batch, layer),
    }
    cases = {name: call for name, call in cases.items() if call is not None}
    found = medians(cases, repeats)
    unit = found["forward"]
    print(f"DenseNet121 of MONAI, 96 x 128 x 128, denseblock4; one forward {unit * 1e3:.0f} ms")
    good = [line("grad-cam", found["ours"] / unit, 1.15)]
    peaks = {name: peak(name) for name in cases}
    good.append(
        line("grad-cam, peak above inference", peaks["ours"] - peaks["forward"], 0.25, "GB")
    )
    for name, label in (("monai", "MONAI, Grad-CAM"), ("peer", "pytorch-grad-cam, Grad-CAM")):
        if name in cases:
            line(label, found[name] / unit)
            line(f"{label}, peak above inference", peaks[name] - peaks["forward"], None, "GB")
    return all(good)


def peak(case):
    """Peak memory of one case, in GB, in a process of its own."""
    command = [sys.executable, str(Path(__file__).resolve()), "--child", case]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(answer.stdout.splitlines()[-1])["peak"]


def run_child(case):
    """Run one case three times and print the peak of this process."""
    model, batch = densenet()
    layer = "features.denseblock4"
    makers = {
        "forward": lambda: look(model, batch),
        "ours": lambda: ours(model, batch, ["grad-cam"], layer),
        "monai": lambda: monai_peer(model, batch, layer),
        "peer": lambda: grad_cam_peer(model, batch, layer),
    }
    call = makers[case]()
    for _ in range(3):
        call()
    print(json.dumps({"peak": own_peak() / GIB}))


def own_peak():
    """Peak memory of this process in bytes.

    Linux lets a process inherit its parent's ``ru_maxrss``, so its own high-water mark is read.
    """
    status = Path("/proc/self/status")
    if status.exists():
        marks = dict(part.split(":", 1) for part in status.read_text().splitlines())
        return int(marks["VmHWM"].split()[0]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=9)
    parser.add_argument("--child", help=argparse.SUPPRESS)
    args = parser.parse_args()
    warnings.simplefilter("ignore")
    if args.child:
        run_child(args.child)
        return 0
    print(f"torch {torch.__version__}, {torch.get_num_threads()} threads")
    good = [bench_resnet(args.repeats), bench_densenet(max(3, args.repeats // 2))]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
