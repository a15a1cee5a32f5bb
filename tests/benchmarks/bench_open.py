"""What opening a DICOM series costs, beside reading its bytes and decoding its pixels.

``camviewer bench open`` on a quiet machine. Times are in passes that read every file and decode
its pixels with pydicom into one array; memory is the peak of a process of its own, above what
it needs before, in volumes. Ends with 1 when a limit does not hold.
"""

# ruff: noqa: T201 - a benchmark prints

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

import numpy as np
import pydicom
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import (
    CTImageStorage,
    ExplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGLSLossless,
    RLELossless,
    generate_uid,
)

sys.path.insert(0, str(Path(__file__).parent))
from measure import arguments, line, medians, own_peak, peak

from camviewer.core.settings import resource
from camviewer.io import open_image

SYNTAXES = {
    "plain": (ExplicitVRLittleEndian, 400),
    "rle": (RLELossless, 100),
    "jpeg-ls": (JPEGLSLossless, 100),
    "jpeg-2000": (JPEG2000Lossless, 50),
}
TIME, MEMORY, SPARE_BYTES = 1.5, 1.15, 150e6


def write_series(folder, syntax, count):
    """Write slices of the sample CT, each with eighty elements more than an image needs."""
    planes = open_image(resource("samples", "lung1.nii.gz")).array.T
    for number in range(count):
        pixels = np.ascontiguousarray(planes[number % len(planes)])
        data = Dataset()
        data.file_meta = FileMetaDataset()
        data.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
        data.SOPClassUID = data.file_meta.MediaStorageSOPClassUID = CTImageStorage
        data.SOPInstanceUID = data.file_meta.MediaStorageSOPInstanceUID = generate_uid()
        data.SeriesInstanceUID, data.Modality, data.InstanceNumber = "1.2.3", "CT", number + 1
        data.ImagePositionPatient = [-180, -180, number]
        data.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
        data.PixelSpacing, data.SliceThickness = [0.7, 0.7], 1
        data.RescaleSlope, data.RescaleIntercept = 1, 0
        data.WindowCenter, data.WindowWidth = 40, 400
        data.add_new((0x0009, 0x0010), "LO", "FILLER")
        for element in range(80):
            data.add_new((0x0009, 0x1000 + element), "LO", "a word of the scanner's maker")
        data.Rows, data.Columns = pixels.shape
        data.BitsAllocated = data.BitsStored = 16
        data.HighBit, data.PixelRepresentation, data.SamplesPerPixel = 15, 1, 1
        data.PhotometricInterpretation = "MONOCHROME2"
        data.PixelData = pixels.astype("<i2").tobytes()
        data["PixelData"].VR = "OW"
        if syntax != ExplicitVRLittleEndian:
            data.compress(syntax, generate_instance_uid=False)
        data.save_as(folder / f"{number:04d}.dcm", enforce_file_format=True)


def decode_all(folder):
    """Read every file's bytes and decode its pixels into one array, and nothing else."""
    files = sorted(folder.iterdir())
    volume = None
    for number, path in enumerate(files):
        pixels = pydicom.dcmread(io.BytesIO(path.read_bytes())).pixel_array
        if volume is None:
            volume = np.empty((len(files), *pixels.shape), pixels.dtype)
        volume[number] = pixels
    return volume


def measure_peak(folder):
    """Print the peak of opening above what the process needs before."""
    before = own_peak()
    image = open_image(Path(folder))
    extra = own_peak() - before - SPARE_BYTES
    print(f'{{"peak": {extra / image.array.nbytes}}}')


def rows(repeats, only):
    for name, (syntax, count) in SYNTAXES.items():
        if only not in {None, name}:
            continue
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            write_series(folder, syntax, count)
            times = medians(
                {
                    "plain": lambda f=folder: decode_all(f),
                    "ours": lambda f=folder: open_image(f),
                },
                repeats,
            )
            label = f"opening {count} slices, {name} ({times['ours']:.2f} s)"
            yield line(label, times["ours"] / times["plain"], TIME, "passes")
            label = f"peak memory less 150 MB, {name}"
            yield line(label, peak(__file__, place), MEMORY, "volumes")


def main():
    found = arguments(__doc__)
    if found.child:
        measure_peak(found.child)
        return 0
    return 0 if all(list(rows(found.repeats, found.only))) else 1


if __name__ == "__main__":
    sys.exit(main())
