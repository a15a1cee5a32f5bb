"""The methods: each a small pure function from a probe to a raw, signed map.

Importing this package registers every family, and imports no torch.
"""

from camviewer.engine.methods import activation, cfcam, gradient, perturbation
from camviewer.engine.methods.spec import METHODS, LinearHead, Method, Needs, Probe

__all__ = [
    "METHODS",
    "LinearHead",
    "Method",
    "Needs",
    "Probe",
    "activation",
    "cfcam",
    "gradient",
    "perturbation",
]
