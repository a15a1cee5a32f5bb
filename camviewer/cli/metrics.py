"""``camviewer metrics``: numbers about the maps of one image."""

from __future__ import annotations

import shutil
from argparse import BooleanOptionalAction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from camviewer.cli.command import Command, check_file_name, print_notes, read_settings
from camviewer.cli.explain import chosen_methods, show_progress
from camviewer.core.job import ExplainRequest
from camviewer.core.progress import CancelToken

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from camviewer.core.image import Image
    from camviewer.core.job import Explanation
    from camviewer.core.judgement import Evaluation, EvaluationForecast
    from camviewer.session.evaluation import Against


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("input", metavar="INPUT", type=Path, help="picture or volume")
    add_shared_arguments(parser)
    parser.add_argument("--mask", type=Path, metavar="FILE", help="where the finding is")
    parser.add_argument(
        "--reference", type=Path, metavar="FILE", help="a map that the maps should be like"
    )
    parser.add_argument(
        "--trust", action="store_true",
        help="also say in words what speaks for each map, against controls",
    )  # fmt: skip
    parser.add_argument("--volume", type=int, help="which volume of a 4D file, from 0")
    parser.add_argument(
        "--estimate", action="store_true", help="only say how long it would take"
    )


def add_shared_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what commands that measure have in common."""
    parser.add_argument(
        "--model", required=True, help="name, provider:name, card.toml or a file"
    )
    parser.add_argument(
        "--method", action="append", default=[], metavar="M", help="may repeat; 'all' means all"
    )
    parser.add_argument(
        "--metric", action="append", default=[], metavar="N",
        help="may repeat; 'all' means all; 'camviewer list metrics' lists them",
    )  # fmt: skip
    parser.add_argument("--target", metavar="T", help="class index or label, or kind:words")
    parser.add_argument("--layer", metavar="L", help="module name; chosen when left out")
    parser.add_argument("--device", default="auto", choices=["auto", "cpu", "cuda", "mps"])
    parser.add_argument(
        "--set", action="append", default=[], metavar="NAME.PARAMETER=VALUE",
        help="of a method or a metric: deletion.steps=50, for instance",
    )  # fmt: skip
    parser.add_argument(
        "--controls", action=BooleanOptionalAction, default=False,
        help="measure maps that know nothing of the target beside them",
    )  # fmt: skip
    parser.add_argument("--json", type=Path, metavar="FILE", help="all numbers and curves")
    parser.add_argument("--csv", type=Path, metavar="FILE", help="one row per number")


def run(arguments: argparse.Namespace) -> int:
    """Explain one image, measure its maps and print the table."""
    from camviewer.session.evaluation import evaluate, forecast_evaluation
    from camviewer.session.work import Work

    check_outputs(arguments)
    image = Work().read(arguments.input, arguments.volume)
    explanation = explained(image, arguments)
    against, metrics = _against(arguments, image), _metrics(arguments, image)
    if arguments.estimate:
        print_forecast(forecast_evaluation(image, explanation, metrics, against))
        return 0
    found = evaluate(
        image, explanation, metrics, against, report=show_progress, token=CancelToken()
    )
    target = explanation.target
    print(f"{explanation.model_label}: {target.label}, layer {explanation.layer}")
    print_notes(image.warnings)
    print_notes(explanation.notes)
    print_evaluation(found)
    more = _trust(image, explanation, found, against.mask) if arguments.trust else {}
    write_evaluation(found, arguments, [image.sha256], more)
    return 0


def _metrics(arguments: argparse.Namespace, image: Image) -> tuple[str, ...]:
    """Name the metrics asked for, and those that trust rests on."""
    from camviewer.session.measuring import usual_metrics
    from camviewer.session.trust import with_trust_metrics

    if not arguments.trust:
        return tuple(arguments.metric)
    usual = usual_metrics(
        has_mask=arguments.mask is not None, has_reference=arguments.reference is not None
    )
    return with_trust_metrics(image, arguments.metric, usual)


def _trust(
    image: Image, explanation: Explanation, found: Evaluation, mask: Image | None
) -> dict[str, Any]:
    """Print what speaks for each map, and describe it for the file."""
    from camviewer.session.trust import trust_lines, trust_record, weigh_all

    weighed = weigh_all(image, explanation, found, mask=mask)
    for each in weighed.values():
        print("\n".join(trust_lines(each)))
    return {"trust": trust_record(weighed)}


def explained(image: Image, arguments: argparse.Namespace) -> Explanation:
    """Make the maps."""
    from camviewer.session.work import Work

    methods, _ = split_settings(arguments.set)
    request = ExplainRequest(
        image,
        arguments.model,
        chosen_methods(arguments.method),
        arguments.target,
        arguments.layer,
        arguments.device,
        methods,
    )
    return Work().explain(request, show_progress, CancelToken(), lambda _map: None)


def split_settings(
    texts: list[str],
) -> tuple[dict[str, dict[str, object]], dict[str, dict[str, object]]]:
    """Part the parameters of methods from those of metrics.

    Raises
    ------
    InputError
        When a text has another form.
    """
    from camviewer.session.catalogue import Catalogue

    metrics = {each.name for each in Catalogue().metrics()}
    found = read_settings(texts)
    return (
        {name: values for name, values in found.items() if name not in metrics},
        {name: values for name, values in found.items() if name in metrics},
    )


def _against(arguments: argparse.Namespace, image: Image) -> Against:
    """Read what the maps are held against."""
    from camviewer.session.evaluation import Against
    from camviewer.session.work import Work

    mask, reference = arguments.mask, arguments.reference
    return Against(
        None if mask is None else Work().read(mask),
        None if reference is None else Work().read_heatmap(reference, image),
        arguments.controls or arguments.trust,
        split_settings(arguments.set)[1],
    )


def check_outputs(arguments: argparse.Namespace) -> None:
    """Refuse places that cannot be written, before any work is done."""
    for path in (arguments.json, arguments.csv):
        if path is not None:
            check_file_name(path)


def print_evaluation(found: Evaluation) -> None:
    """Print the table, what is not defined and what it took."""
    from camviewer.session.tables import chance_note, note_lines, table_lines

    width = shutil.get_terminal_size((100, 24)).columns
    chance = [note for note in (chance_note(found),) if note and found.measurements]
    for line in [*table_lines(found, width), *chance, *note_lines(found)]:
        print(line)
    for each in found.agreements:
        print(f"{each.one} and {each.other}: {each.metric} {each.value:.3f}")
    print_notes(found.notes)
    print(
        f"the network looked at {found.forwards} images in {found.batches} batches, "
        f"{found.milliseconds / 1e3:.1f} s"
    )


def write_evaluation(
    found: Evaluation,
    arguments: argparse.Namespace,
    images: list[str],
    more: Mapping[str, Any] | None = None,
) -> None:
    """Write the files that were asked for."""
    from camviewer.session.number_records import write_csv, write_json

    if arguments.json is not None:
        write_json(arguments.json, found, images, more)
    if arguments.csv is not None:
        write_csv(arguments.csv, found, images)


def print_forecast(found: EvaluationForecast) -> None:
    """Say what an evaluation will take."""
    load = found.workload
    print(
        f"{load.looks} images to look at and {load.explained} to explain: about "
        f"{found.seconds:.0f} s on {found.device}; one pass takes "
        f"{found.forward_seconds * 1e3:.0f} ms"
    )


COMMAND = Command("metrics", "measure the maps of one image", add_arguments, run)
