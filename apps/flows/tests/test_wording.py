"""What the checker tells becomes words where the reader's language is known."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import gettext, override

from apps import flows
from apps.flows.changes.graph_changes import compare
from apps.flows.checker import check
from apps.flows.checker.sentences import SENTENCES
from apps.flows.designer.schemas import ChangeOut, FindingOut
from apps.flows.engine.sentences import Sentence, joined
from apps.flows.engine.wiring import BAD_VALUES, UNUSABLE
from apps.flows.testing import draw
from apps.flows.versions.wording import in_words, sentences_by_node

ROOT = Path(flows.__file__).parent


def written_out() -> Iterator[str]:
    """Give the sentences that stand where they are needed."""
    for module in (*ROOT.glob("changes/*.py"), ROOT / "engine" / "node_names.py"):
        for call in ast.walk(ast.parse(module.read_text())):
            match call:
                case ast.Call(func=ast.Name("Sentence"), args=[ast.Constant(words), *_]):
                    yield str(words)


ALL = [*SENTENCES.values(), *BAD_VALUES.values(), UNUSABLE, *written_out()]
FACTS_ALONE = SENTENCES["no_fallback"]


def places(words: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)s", words))


def named_cases() -> Iterator[tuple[str, set[str]]]:
    """Give the cases that the checker names, and the facts that it gives with each."""
    for module in ROOT.glob("checker/*.py"):
        for call in ast.walk(ast.parse(module.read_text())):
            match call:
                case ast.Call(ast.Name("error" | "warning"), [ast.Constant(case), *_], facts):
                    yield str(case), {str(fact.arg) for fact in facts}


@pytest.mark.parametrize("sentence", ALL)
def test_every_sentence_has_a_german_one_with_the_same_places(sentence: str) -> None:
    with override("de"):
        german = gettext(sentence)
    assert german != sentence or sentence == FACTS_ALONE
    assert places(german) == places(sentence)


def test_the_checker_gives_a_fact_for_every_place_of_a_sentence() -> None:
    named = dict(named_cases())
    assert len(named) > 20
    for case, facts in named.items():
        assert facts == places(SENTENCES[case]), case


def first_finding(**nodes: Any) -> FindingOut:
    return FindingOut.of(check(draw("start -> a", **nodes))[0])


def test_a_finding_is_told_in_the_language_of_its_reader() -> None:
    assert first_finding(a=("say", {"texts": [""]})).message == "“Message 1” has no words yet."
    with override("de"):
        told = first_finding(a=("say", {"texts": [""]}))
    assert told.message == "„Nachricht 1“ hat noch keine Worte."
    assert (told.code, told.node, told.field) == ("missing_text", "a", "texts.0")


def test_what_a_config_refuses_is_told_in_the_language_of_its_reader() -> None:
    twice = {"text": "?", "choices": [{"id": "a", "title": "A"}, {"id": "a", "title": "B"}]}
    taken = {"text": "?", "choices": [{"id": "other", "title": "A"}]}
    with override("de"):
        doubled, refused = (first_finding(a=("choice", one)).message for one in (twice, taken))
    assert doubled == "Dieser Block lässt sich nicht verwenden: zwei Buttons haben dieselbe ID."
    assert refused.endswith("die ID eines Buttons gehört schon dem Weg „Etwas anderes“.")


def test_the_advice_of_a_block_is_told_in_the_language_of_its_reader() -> None:
    alone = draw("start -> p; p.returned -> bye", p="hand_over", bye="end")
    with override("de"):
        (told,) = (FindingOut.of(one).message for one in check(alone))
    assert told.endswith("Verbinde „Niemand ist da“.")


def test_errors_are_gathered_by_their_blocks() -> None:
    found = check(draw("start -> a -> bye", a=("say", {"texts": ["", ""]}), bye="end"))
    assert sentences_by_node(found) == {
        "a": "“Message 1” has no words yet. “Message 2” has no words yet."
    }


def test_what_a_person_wrote_is_never_translated() -> None:
    way = joined([Sentence("Start"), Sentence("Message")], " → ")
    sentence = Sentence("%(variable)s: %(way)s", {"variable": "Message", "way": way})
    with override("de"):
        assert in_words(sentence) == "Message: Start → Nachricht"


def test_what_publishing_changes_is_told_in_the_language_of_its_reader() -> None:
    old, new = (draw("start -> a", a=("say", {"texts": [words]})) for words in ("Hi", "Hello"))
    with override("de"):
        (told,) = (ChangeOut.of(change).sentence for change in compare(old, new))
    assert told == "Nachricht „Hi“ sagt jetzt „Hello“."


def test_what_is_wrong_with_a_template_is_told_in_the_language_of_its_reader() -> None:
    with override("de"):
        told = first_finding(a=("say", {"texts": ["{{ message | explode }}"]}))
    assert told.message == (
        "„Nachricht 1“ lässt sich nicht ausfüllen: es gibt keinen Filter namens explode."
    )
