"""DICOM: series of slices to volumes, radiographs and captures to pictures, and regions."""

from __future__ import annotations

from camviewer.io.dicom import reading as reading
