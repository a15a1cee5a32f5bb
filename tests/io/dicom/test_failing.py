import logging
import struct
import warnings

import pytest
from pydicom.errors import BytesLengthException, InvalidDicomError

from camviewer.core.errors import FormatError, ResourceError
from camviewer.io.dicom.failing import damaged, quietly, safely


def test_the_library_is_silent_and_may_speak_again(caplog):
    logger = logging.getLogger("pydicom")
    with quietly():
        warnings.warn("Doe", UserWarning, stacklevel=1)  # an error in these tests otherwise
        logger.error("Doe")
    assert caplog.text == ""
    logger.error("later")
    assert "later" in caplog.text


ERRORS = [ValueError, KeyError, RuntimeError, EOFError, struct.error, StopIteration]
ERRORS += [BytesLengthException, InvalidDicomError]


@pytest.mark.parametrize("kind", ERRORS)
def test_the_librarys_error_is_forgotten(kind):
    def fail():
        raise kind("Doe")

    with pytest.raises(FormatError, match=r"a.dcm is a damaged") as caught:
        safely(fail, "a.dcm")
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


def test_our_own_errors_and_bugs_come_through():
    def refuse():
        raise ResourceError("full")

    with pytest.raises(ResourceError):
        safely(refuse, "a.dcm")
    assert safely(lambda: 3, "a.dcm") == 3
    assert damaged("a.dcm").hint
