"""What is measured of every case, and the digest that tells it from another wish."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from camviewer.core.errors import InputError, ModelError
from camviewer.core.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from camviewer.session.cohort.cases import Case

BY_CLASS = "class"
"""As a target: each case's own class, as the list names it."""


@dataclass(frozen=True)
class CohortRequest:
    """One explanation and evaluation, wished for many images.

    Attributes
    ----------
    model : str
        Registered name, ``provider:name``, or path of a model card or file.
    methods : tuple of str
        Registered names.
    metrics : tuple of str
        Registered names; none measures nothing.
    parameters, metric_parameters : mapping
        Method or metric to its parameters by name.
    target : str or None
        As in ``ExplainRequest``, or ``"class"``.
    layer : str or None
        As in ``ExplainRequest``.
    device : str
        As in ``ExplainRequest``; no part of a case's identity.
    has_controls : bool
        Whether maps that know nothing of the target are measured beside them.
    seed : int
        For methods that draw random numbers.
    """

    model: str
    methods: tuple[str, ...]
    metrics: tuple[str, ...] = ()
    parameters: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    metric_parameters: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    target: str | None = None
    layer: str | None = None
    device: str = "auto"
    has_controls: bool = False
    seed: int = 0


@dataclass(frozen=True)
class Wish:
    """A request that was checked.

    Attributes
    ----------
    request : CohortRequest
        With the model's whole path, where it is a file.
    facts : mapping
        All that decides a result save the case itself, as plain JSON values.
    fingerprint : str
        SHA-256 of the facts.
    """

    request: CohortRequest
    facts: Mapping[str, Any]
    fingerprint: str


def checked(request: CohortRequest) -> Wish:
    """Look everything up that a request names, before any work is done.

    Raises
    ------
    CamViewerError
        When a model, method, metric, target or parameter does not exist, or the network's
        weights are random: every process would measure another network.
    """
    from camviewer.engine.choice import choose_methods
    from camviewer.engine.models import resolve_model
    from camviewer.session.measuring import chosen_metrics, parameters_of
    from camviewer.session.target_words import nameless_words

    if Path(request.model).exists():
        request = replace(request, model=str(Path(request.model).resolve()))
    spec = resolve_model(request.model)
    if spec.weights is None:
        raise ModelError(
            say("cohort", "This network has random weights, so many cases tell nothing of it."),
            hint=say("cohort", "Name a model card that names a weights file."),
        )
    _check_target(request, tuple(spec.labels()))
    methods = choose_methods(request.methods, request.parameters)
    metrics = chosen_metrics(request.metrics, request.metric_parameters)
    facts = {
        "program": f"camviewer {version('camviewer')}",
        "model": model_facts(request.model),
        "methods": {each.method.name: asdict(each.params) for each in methods},
        "metrics": list(request.metrics),
        "parameters": parameters_of(metrics) if request.metrics else {},
        "target": None if request.target is None else nameless_words(request.target),
        "layer": request.layer,
        "controls": request.has_controls,
        "seed": request.seed,
    }
    return Wish(request, facts, _digest(facts))


def model_facts(model: str) -> dict[str, str]:
    """Tell which network it is: its name, and the SHA-256 of its files.

    A network that is a file goes by its content, wherever that lies.
    """
    from camviewer.core.digest import sha256_of
    from camviewer.engine.models import resolve_model
    from camviewer.session.cohort.identity import digest_of

    spec, path = resolve_model(model), Path(model)
    weights = "" if spec.weights is None else sha256_of(spec.weights())
    if path.exists():
        return {"name": path.name, "file": digest_of(path), "weights_sha256": weights}
    return {"name": model, "file": "", "weights_sha256": weights}


def _check_target(request: CohortRequest, labels: tuple[str, ...]) -> None:
    """Refuse a class that the network does not have."""
    from camviewer.engine.target import find_class

    text = request.target
    if text is None or text == BY_CLASS or (":" in text and text not in labels):
        return
    find_class(text, labels)


def target_of(request: CohortRequest, case: Case) -> str | None:
    """Choose what is explained of a case: its own wish, its class, or what all share.

    Raises
    ------
    InputError
        When the line makes no sense, or the class is wanted and the list names none.
    """
    if case.fault:
        raise InputError(
            case.fault, hint=say("cohort", "Correct line {line} of the list.", line=case.line)
        )
    if case.target:
        return case.target
    if request.target != BY_CLASS:
        return request.target
    if not case.group:
        raise InputError(
            say("cohort", "The list names no class for this case."),
            hint=say("cohort", "Fill its class in."),
        )
    return case.group


def _digest(facts: Mapping[str, Any]) -> str:
    """SHA-256 of plain values."""
    text = json.dumps(facts, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
