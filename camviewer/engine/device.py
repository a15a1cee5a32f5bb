"""Where a network runs, and how much memory there is."""

from __future__ import annotations

import psutil
import torch

from camviewer.core.errors import ResourceError, ShortMemoryError, UnknownNameError
from camviewer.core.words import say

DEVICES = ("auto", "cpu", "cuda", "mps")

_GIB = 2**30

BYTES_PER_INPUT_BYTE = 128
"""Rough memory of a forward pass, as a multiple of the input's: for estimates only."""


def choose_device(name: str) -> torch.device:
    """Find the device of that name; ``"auto"`` takes CUDA, else MPS, else the CPU.

    Raises
    ------
    UnknownNameError
        When it is none of :data:`DEVICES`, nor one of them with a number (``"cuda:1"``).
    ResourceError
        When this machine has no such device.
    """
    kind, _, number = name.partition(":")
    if kind not in DEVICES or (number and not number.isdecimal()):
        raise UnknownNameError(say("engine", "device"), name, DEVICES)
    if kind == "auto":
        kind = next(known for known in ("cuda", "mps", "cpu") if _count(known))
    if int(number or 0) >= _count(kind):
        raise ResourceError(
            say(
                "engine",
                "This machine has no device '{name}', or torch was built without it.",
                name=name,
            ),
            hint=say("engine", "Use auto or cpu."),
        )
    return torch.device(f"{kind}:{number}" if number else kind)


def free_bytes(device: torch.device) -> int:
    """Memory that can still be used on a device."""
    if device.type == "cuda":
        return int(torch.cuda.mem_get_info(device)[0])
    return int(psutil.virtual_memory().available)


def free_unused(device: torch.device) -> None:
    """Give memory that torch keeps for later back to the device."""
    if device.type == "cuda":
        torch.cuda.empty_cache()
    elif device.type == "mps":
        torch.mps.empty_cache()


def check_memory(needed: int, device: torch.device) -> None:
    """Refuse work that cannot fit.

    Parameters
    ----------
    needed
        Estimate in bytes.

    Raises
    ------
    ResourceError
        When it is more than what is free; the sentence names both.
    """
    free = free_bytes(device)
    if needed > free:
        wanted, have = needed / _GIB, free / _GIB
        raise ShortMemoryError(
            say(
                "engine",
                "This needs about {wanted} GB of memory; only {have} GB are free.",
                wanted=f"{wanted:.1f}",
                have=f"{have:.1f}",
            ),
            hint=say(
                "engine", "Close other programs, or cut the image to the part that matters."
            ),
        )


def use_threads(count: int) -> None:
    """Let this process compute on that many cores."""
    torch.set_num_threads(count)


def is_out_of_memory(error: RuntimeError) -> bool:
    """Whether torch ran out of memory; on the CPU only its words tell."""
    if isinstance(error, torch.OutOfMemoryError):
        return True
    words = str(error)
    return "DefaultCPUAllocator" in words or "out of memory" in words.lower()


def model_device(model: torch.nn.Module) -> torch.device:
    """Device of a network's first parameter or buffer; the CPU when it has none."""
    for tensor in (*model.parameters(), *model.buffers()):
        return tensor.device
    return torch.device("cpu")


def _count(kind: str) -> int:
    """How many devices of a kind there are."""
    if kind == "cuda":
        return torch.cuda.device_count() if torch.cuda.is_available() else 0
    if kind == "mps":
        return int(torch.backends.mps.is_available())
    return 1
