"""Networks: how they are built, what they want as input, and where their weights lie.

The order of the imports below is the order in which the models are listed.
"""

from __future__ import annotations

from camviewer.engine.models import efficientnet as efficientnet
from camviewer.engine.models import volumetric as volumetric

# isort: split
from camviewer.engine.models import cifake as cifake
from camviewer.engine.models.outside import FILES, NetworkFile
from camviewer.engine.models.providers import PROVIDERS, Provider
from camviewer.engine.models.resolve import resolve_model
from camviewer.engine.models.spec import MODELS, InputRecipe, ModelSpec

__all__ = [
    "FILES",
    "MODELS",
    "PROVIDERS",
    "InputRecipe",
    "ModelSpec",
    "NetworkFile",
    "Provider",
    "resolve_model",
]
