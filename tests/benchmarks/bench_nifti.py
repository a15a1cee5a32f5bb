"""What opening a large NIfTI costs, beside other ways to unpack it, in one run.

``camviewer bench nifti`` on a quiet machine. Times are medians of alternating repeats, given as
a share of the fastest known way to inflate the values and have them in an array. Memory is the
peak of a process of its own above the interpreter with everything imported. Ends with 1 when a
limit does not hold.
"""

# ruff: noqa: T201 - a benchmark prints

from __future__ import annotations

import gzip
import json
import os
import sys
import tempfile
import time
import zlib
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from measure import GIB, arguments, line, medians, own_peak, peak

SHAPE, QUICK = (512, 512, 400), (512, 512, 120)
HEADER = 352
LIMIT, MORE_GB = 1.1, 0.150
FILE = "CAMVIEWER_BENCH_FILE"


def body(shape):
    """A phantom as noisy as a CT, in the order in which NIfTI stores it."""
    rng = np.random.default_rng(0)
    across, down = np.ogrid[: shape[0], : shape[1]]
    inside = ((across - 256) / 220) ** 2 + ((down - 256) / 170) ** 2 < 1
    array = np.empty(shape, np.int16, order="F")
    for k in range(shape[2]):
        tissue = 40 + 200 * np.sin(across / 17 + k / 20) * np.cos(down / 23)
        noise = rng.normal(0, np.where(inside, 15, 3))
        array[..., k] = (np.where(inside, tissue, -1000) + noise).clip(-1024, 3000)
    return array


def write(folder, shape):
    """Write the phantom plain and gzipped as most programs do."""
    import nibabel

    image = nibabel.Nifti1Image(body(shape), np.diag([0.7, 0.7, 1.0, 1.0]))
    image.header.set_xyzt_units("mm")
    content = image.to_bytes()
    plain, packed = Path(folder) / "ct.nii", Path(folder) / "ct.nii.gz"
    plain.write_bytes(content)
    packed.write_bytes(gzip.compress(content, 6))
    return plain, packed


def ways(path, shape):
    """Other ways to have the values of a gzipped file in an array of their own."""
    import nibabel
    from isal import igzip, isal_zlib

    size = 2 * int(np.prod(shape))

    def with_nibabel():
        return np.asanyarray(nibabel.load(path).dataobj)

    def with_zlib():
        inflated = zlib.decompress(path.read_bytes(), wbits=31)
        return np.frombuffer(inflated, np.int16, offset=HEADER).copy()

    def with_isal():
        inflated = isal_zlib.decompress(path.read_bytes(), wbits=31, bufsize=size + HEADER)
        return np.frombuffer(inflated, np.int16, offset=HEADER).copy()

    def with_isal_in_parts():
        array = np.empty(size, np.uint8)
        with igzip.open(path) as file:
            file.read(HEADER)
            for at in range(0, size, 1 << 20):
                file.readinto(array.data[at : at + (1 << 20)])
        return array

    return {
        "nibabel": with_nibabel,
        "zlib": with_zlib,
        "isal": with_isal,
        "isal in parts": with_isal_in_parts,
    }


def in_cpu(call, repeats=3):
    """Least seconds of processor time of some runs: what a busy machine changes least."""
    taken = []
    for _ in range(repeats):
        begin = time.process_time()
        call()
        taken.append(time.process_time() - begin)
    return min(taken)


def opening(path, shape, repeats):
    """The gzipped file, hash and all, beside the other ways without a hash."""
    from camviewer.io import open_image

    others = ways(path, shape)
    found = medians({"ours": lambda: open_image(path), **others}, repeats)
    best = min(found[name] for name in others)
    for name in others:
        line(f"  {name}", found[name] / best, None, "of the fastest")
    good = line("opening .nii.gz, with its hash", found["ours"] / best, LIMIT, "of the fastest")
    line("  in seconds", found["ours"], None, "s")
    ours, fastest = (
        in_cpu(call) for call in (lambda: open_image(path), others["isal in parts"])
    )
    line("  processor time, in which the hash is not beside", ours / fastest, None, "of isal's")
    return good


def reading(path, shape, repeats):
    """The plain file beside its bytes read into an array."""
    from camviewer.io import open_image

    array = np.empty(2 * int(np.prod(shape)) + HEADER, np.uint8)

    def bytes_alone():
        with path.open("rb", buffering=0) as file:
            at = 0
            while count := file.readinto(array.data[at : at + (1 << 22)]):
                at += count

    found = medians({"ours": lambda: open_image(path), "bytes": bytes_alone}, repeats)
    line("opening .nii, with its hash", found["ours"], None, "s")
    line("  its bytes alone, into memory that is there", found["bytes"], None, "s")


def first_slice(path):
    """How soon there is something to look at."""
    from camviewer.core.progress import Watch
    from camviewer.io import open_image

    seen = []
    watch = Watch(first=lambda _: seen.append(time.perf_counter()))
    begin = time.perf_counter()
    open_image(path, watch=watch)
    return line("first slice can be drawn", seen[0] - begin, 0.2, "s")


def memory(shape):
    """Peak above what was there before."""
    volume = 2 * float(np.prod(shape)) / GIB
    limit = 1.15 * volume + MORE_GB
    return line(f"peak memory, volume of {volume:.3f} GB", peak(__file__, "open"), limit, "GB")


def run_child():
    """Open the file once and print the peak above that of the imports."""
    import isal.igzip  # noqa: F401 - counted with the interpreter
    import nibabel  # noqa: F401 - as above
    import psutil  # noqa: F401 - as above

    from camviewer.io import open_image

    before = own_peak()
    image = open_image(os.environ[FILE])
    print(json.dumps({"peak": (own_peak() - before) / GIB, "unit": image.unit}))


def main():
    args = arguments(__doc__)
    if args.child:
        run_child()
        return 0
    shape = QUICK if args.quick else SHAPE
    with tempfile.TemporaryDirectory() as folder:
        plain, packed = write(folder, shape)
        os.environ[FILE] = str(packed)
        print(f"NIfTI of {shape} int16, {packed.stat().st_size / 1e6:.0f} MB gzipped")
        good = [
            opening(packed, shape, args.repeats),
            first_slice(packed),
            memory(shape),
        ]
        reading(plain, shape, args.repeats)
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
