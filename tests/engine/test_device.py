import pytest
import torch
from torch import nn

from camviewer.core.errors import ResourceError, UnknownNameError
from camviewer.engine import device
from camviewer.engine.device import (
    check_memory,
    choose_device,
    free_bytes,
    is_out_of_memory,
    model_device,
    use_threads,
)

CPU = torch.device("cpu")


def _have(monkeypatch, **counts):
    monkeypatch.setattr(device, "_count", lambda kind: counts.get(kind, int(kind == "cpu")))


@pytest.mark.parametrize(
    ("counts", "expected"),
    [({"cuda": 1, "mps": 1}, "cuda"), ({"mps": 1}, "mps"), ({}, "cpu")],
)
def test_auto_takes_cuda_before_mps_before_the_cpu(monkeypatch, counts, expected):
    _have(monkeypatch, **counts)
    assert choose_device("auto") == torch.device(expected)


@pytest.mark.parametrize("name", ["cuda", "mps", "cuda:1"])
def test_a_device_that_is_not_there_is_a_resource_error_with_a_hint(monkeypatch, name):
    _have(monkeypatch, cuda=int(name == "cuda:1"))
    with pytest.raises(ResourceError) as caught:
        choose_device(name)
    assert "auto" in caught.value.hint


def test_a_numbered_device_is_kept(monkeypatch):
    _have(monkeypatch, cuda=2)
    assert choose_device("cuda:1") == torch.device("cuda", 1)


@pytest.mark.parametrize("name", ["gpu", "cuda:x", ""])
def test_an_unknown_device_is_refused(name):
    with pytest.raises(UnknownNameError):
        choose_device(name)


def test_what_cannot_fit_is_refused_with_both_numbers(monkeypatch):
    monkeypatch.setattr(device, "free_bytes", lambda _device: 3 * 2**30)
    check_memory(3 * 2**30, CPU)
    with pytest.raises(ResourceError, match=r"5\.0 GB .* 3\.0 GB"):
        check_memory(5 * 2**30, CPU)


def test_a_process_computes_on_as_many_cores_as_it_is_told():
    before = torch.get_num_threads()
    try:
        use_threads(3)
        assert torch.get_num_threads() == 3
    finally:
        use_threads(before)


def test_some_memory_is_free():
    assert 0 < free_bytes(CPU) < 2**50


def test_out_of_memory_is_told_from_other_errors():
    with pytest.raises(RuntimeError) as caught:
        torch.empty(2**58)
    assert is_out_of_memory(caught.value)
    assert is_out_of_memory(torch.OutOfMemoryError("CUDA out of memory"))
    assert not is_out_of_memory(RuntimeError("shapes do not fit"))


def test_a_network_without_weights_is_on_the_cpu():
    assert model_device(nn.Identity()) == CPU
    assert model_device(nn.Linear(1, 1, device="meta")) == torch.device("meta")
