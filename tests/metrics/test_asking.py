"""Each input goes to the network once, in full batches, whoever asked for it."""

from __future__ import annotations

from dataclasses import replace

import torch

from camviewer.core.progress import CancelToken, no_report
from camviewer.metrics.asking import Asking
from camviewer.metrics.subject import IMAGE, Answer, Case, Look, Shake, Subject


def make(rows=4, samples=2):
    """A network that counts, and says of an input its mean and its sum."""
    batches, mapped = [], []
    inputs = torch.arange(samples * 4.0).reshape(samples, 1, 2, 2)

    def look(given, of):
        batches.append((given.flatten(1).mean(1).tolist(), of.tolist()))
        return Answer(given.flatten(1).mean(1), given.flatten(1).sum(1))

    def explain(given, of, names):
        mapped.append((len(given), [tuple(each) for each in names]))
        return look(given, of), [
            dict.fromkeys(each, g[0]) for g, each in zip(given, names, strict=True)
        ]

    subject = Subject(
        inputs, look, explain, lambda *_: [torch.ones(1)], names=("a", "b"), rows=rows
    )
    return subject, batches, mapped


def add(case, amounts, *, explains=False):
    """Ask for the image with some amounts added."""
    return Look(
        tuple(("add", amount) for amount in amounts),
        lambda rows: torch.stack([case.image + amounts[row] for row in rows]),
        explains,
    )


def asking(subject):
    return Asking(subject, no_report, CancelToken())


def case_of(subject, sample=0, name="a"):
    return Case(subject, sample, name, torch.rand(2, 2))


def test_equal_wishes_are_answered_by_one_look():
    subject, batches, _ = make()
    ask, one, other = asking(subject), case_of(subject), case_of(subject, name="b")
    wishes = [(one, add(one, [1, 2])), (other, add(other, [2, 3]))]
    ask.look(wishes)
    assert batches == [([2.5, 3.5, 4.5], [0, 0, 0])]
    assert ask.answer(*wishes[1]).chance.tolist() == [3.5, 4.5]
    assert ask.answer(*wishes[1]).score.tolist() == [14, 18]
    assert (ask.forwards, ask.batches) == (3, 1)


def test_batches_are_full_across_wishes_and_samples():
    subject, batches, _ = make(rows=4)
    ask = asking(subject)
    cases = [case_of(subject, sample) for sample in (0, 1)]
    ask.look([(case, add(case, [1, 2, 3])) for case in cases])
    assert [len(means) for means, _ in batches] == [4, 2]
    assert batches[0][1] == [0, 0, 0, 1]
    assert ask.answer(cases[1], add(cases[1], [3])).chance.tolist() == [8.5]


def test_the_same_key_of_another_sample_is_another_input():
    subject, batches, _ = make()
    ask = asking(subject)
    one, other = case_of(subject, 0), case_of(subject, 1)
    ask.look([(one, add(one, [1])), (other, add(other, [1]))])
    assert batches == [([2.5, 6.5], [0, 1])]


def test_what_is_explained_is_not_looked_at_again():
    subject, batches, mapped = make()
    ask, case = asking(subject), case_of(subject)
    other = case_of(subject, name="b")
    ask.look([(case, add(case, [1, 2])), (case, add(case, [2], explains=True)),
              (other, add(other, [2], explains=True))])  # fmt: skip
    assert mapped == [(1, [("a", "b")])]
    assert batches == [([3.5], [0]), ([2.5], [0])]
    answer = ask.answer(other, add(other, [2], explains=True))
    assert torch.equal(answer.maps[0], case.image[0] + 2)
    assert ask.forwards == 2
    assert ask.made == {"a": 1, "b": 1}


def test_a_map_that_is_missing_is_made_later():
    subject, _, mapped = make()
    ask, one, other = asking(subject), case_of(subject), case_of(subject, name="b")
    ask.look([(one, add(one, [2], explains=True))])
    assert ask.knows(one, add(one, [2], explains=True))
    assert ask.knows(other, add(other, [2]))
    assert not ask.knows(other, add(other, [2], explains=True))
    ask.look([(other, add(other, [2], explains=True))])
    assert mapped == [(1, [("a",)]), (1, [("b",)])]


def test_what_is_known_of_the_images_is_not_asked():
    subject, batches, _ = make(samples=1)
    first = Answer(torch.tensor([0.25]), torch.tensor([7.0]))
    known = Subject(subject.inputs, subject.look, first=first)
    ask, case = asking(known), case_of(known)
    assert ask.knows(case, case.whole())
    assert float(ask.answer(case, case.whole()).score[0]) == 7
    assert not batches
    assert IMAGE in case.whole().keys


def test_series_of_maps_are_made_once():
    subject, _, _ = make()
    ask, case = asking(subject), case_of(subject)
    wish = Shake((1.0,), 1)
    ask.others([(case, wish), (case, Shake((1.0,), 1))])
    assert ask.knows(case, wish)
    assert len(ask.answer(case, wish).maps) == 1


def test_maps_of_the_unchanged_images_need_no_other_pass():
    subject, batches, _ = make()
    first = Answer(torch.tensor([0.25, 0.5]), torch.tensor([7.0, 8.0]))
    known = replace(subject, first=first, own=lambda name: [torch.ones(1), torch.zeros(1)])
    ask, case = asking(known), case_of(known, 1)
    ask.look([(case, case.whole(explains=True))])
    answer = ask.answer(case, case.whole(explains=True))
    assert answer.maps[0].tolist() == [0]
    assert answer.score.tolist() == [8]
    assert not batches
