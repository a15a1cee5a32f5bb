"""The methods: each a small pure function from a probe to a raw, signed map.

Importing this package registers every family, and imports no torch.
"""

from camviewer.engine.methods import (
    activation,
    attention,
    cfcam,
    contrast,
    control,
    gradient,
    masking,
    occlusion,
    perturbation,
    pixel,
    spread,
    subspace,
)
from camviewer.engine.methods.cost import Cost, Facts
from camviewer.engine.methods.sources import BiasTerms, Classes, Network, Transformer
from camviewer.engine.methods.spec import METHODS, LinearHead, Method, Needs, Probe

__all__ = [
    "METHODS",
    "BiasTerms",
    "Classes",
    "Cost",
    "Facts",
    "LinearHead",
    "Method",
    "Needs",
    "Network",
    "Probe",
    "Transformer",
    "activation",
    "attention",
    "cfcam",
    "contrast",
    "control",
    "gradient",
    "masking",
    "occlusion",
    "perturbation",
    "pixel",
    "spread",
    "subspace",
]
