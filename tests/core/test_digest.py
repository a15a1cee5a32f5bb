import hashlib

import pytest

from camviewer.core.digest import sha256_of


@pytest.mark.parametrize("size", [0, 1, 3_000_001])
def test_digest_is_the_one_of_all_bytes(tmp_path, size):
    content = bytes(range(256)) * (size // 256 + 1)
    path = tmp_path / "file"
    path.write_bytes(content[:size])
    assert sha256_of(path) == hashlib.sha256(content[:size]).hexdigest()
