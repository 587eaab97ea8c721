"""What each channel shows of each content, and what the checker says of it."""

from dataclasses import replace
from typing import Any

import pytest
from django.utils import translation
from django.utils.translation import gettext
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.core.channel_limits import ChannelLimits, channel_limits, draws_forms
from apps.core.content import (
    Card,
    CardsContent,
    Choice,
    ConsentContent,
    Content,
    DateContent,
    DividerContent,
    FileRequestContent,
    FormContent,
    FormField,
    LocationRequestContent,
    MediaContent,
    RatingContent,
    Source,
    SourcesContent,
    TextContent,
)
from apps.core.registry import Registry
from apps.flows.checker import check
from apps.flows.engine.fitting import misfits
from apps.flows.engine.misfits import SENTENCES
from apps.flows.engine.registry import Misfit, NodeKind, NodeKinds, node_kinds
from apps.flows.graph.schema import MAX_NODES, FlowGraph
from apps.flows.testing import draw, toy_kinds
from apps.flows.testing.samples import sample_config

LIMITED = ("telegram", "whatsapp", "instagram")
ADDRESS = "https://mossbird.example/"


def choices(count: int, title: str = "Plant {}") -> tuple[Choice, ...]:
    return tuple(Choice(id=f"c{n}", title=title.format(n)) for n in range(count))


def asks(count: int, text: str = "?", title: str = "Plant {}", **more: Any) -> TextContent:
    return TextContent(text=text, choices=choices(count, title), **more)


def cards(count: int, buttons: int = 0, **more: Any) -> CardsContent:
    card = Card(title="Fern", choices=choices(buttons), **more)
    return CardsContent(cards=(card,) * count)


def media(kind: Any, file: str, text: str = "") -> MediaContent:
    return MediaContent(kind=kind, url=ADDRESS + file, text=text)


def rating(steps: int) -> RatingContent:
    return RatingContent(text="?", style="numbers", choices=choices(steps, "{}"))


def form(*options: str) -> FormContent:
    field = FormField(id="f", label="Size", kind="select", options=options)
    return FormContent(text="About you", fields=(field,))


CONSENT = ConsentContent(text="Agree?", choices=choices(2, "I do not agree at all {}"))
DATE = DateContent(text="When?")
PLACE = LocationRequestContent(text="Where?")
FILE = FileRequestContent(text="Which?", max_bytes=1)
CUT_ALIKE = TextContent(
    text="?",
    choices=(
        Choice(id="a", title="Where is my parcel now"),
        Choice(id="b", title="Where is my parcel no"),
    ),
)
PICTURES = TextContent(
    text="?", choices=(Choice(id="a", title="Fern", image=ADDRESS + "fern.png"),)
)
LONG_ID = TextContent(text="?", choices=(Choice(id="i" * 65, title="A"),))
LONG_CAPTION = media("image", "fern.png", "a" * 1_025)

SHOWN: list[tuple[str, Content, str, str, str]] = [
    ("short words", TextContent(text="Hello"), "", "", ""),
    ("words of 1,001", TextContent(text="a" * 1_001), "", "", "bytes_split"),
    ("words of 4,097", TextContent(text="a" * 4_097), "text_split", "text_split", "bytes_split"),
    ("501 umlauts", TextContent(text="ä" * 501), "", "", "bytes_split"),
    ("three buttons", asks(3), "", "", ""),
    ("four buttons", asks(4), "", "as_list", ""),
    ("eleven buttons", asks(11), "", "as_numbers", ""),
    ("fourteen buttons", asks(14), "", "as_numbers", "as_numbers"),
    ("a title of 20", asks(1, title="a" * 20), "", "", ""),
    ("a title of 21", asks(1, title="a" * 21), "", "titles_cut", "titles_cut"),
    ("titles of 24 in a list", asks(4, title="{} " + "a" * 22), "", "as_list", "titles_cut"),
    ("the same cut titles", CUT_ALIKE, "", "titles_cut same_titles", "titles_cut"),
    ("buttons below 1,025", asks(1, text="a" * 1_025), "", "text_apart", "bytes_split"),
    ("an id of 65", LONG_ID, "id_too_long", "", ""),
    ("pictures", PICTURES, "no_pictures", "no_pictures", "no_pictures"),
    ("several picks", asks(20, many=True), "several_typed", "several_typed", "several_typed"),
    ("five steps", rating(5), "", "as_list", ""),
    ("eleven steps", rating(11), "", "as_numbers", ""),
    ("consent", CONSENT, "", "titles_cut same_titles", "titles_cut"),
    ("a picture", media("image", "fern.png"), "", "", ""),
    ("a picture with words", media("image", "fern.png", "A fern"), "", "", "no_caption"),
    ("a long caption", LONG_CAPTION, "caption_apart", "caption_apart", "bytes_split"),
    ("a PDF", media("file", "care.PDF?v=2"), "", "", ""),
    ("a file", media("file", "care.docx"), "", "", "as_link"),
    ("a card", cards(1), "", "", ""),
    ("cards", cards(2, 3), "cards_apart", "cards_apart", ""),
    ("a full card", cards(1, 3, link=ADDRESS), "", "", "card_buttons"),
    ("long words on a card", cards(1, text="a" * 81), "", "", "card_cut"),
    ("a form", form("S", "M"), "form_in_turn", "form_in_turn", "form_in_turn"),
    ("a list in a form", form(*"ABCD"), "form_in_turn", "form_in_turn as_list", "form_in_turn"),
    ("a date", DATE, "date_typed", "date_typed", "date_typed"),
    ("a place", PLACE, "", "", "place_typed"),
    ("a file to send", FILE, "", "", ""),
    ("sources", SourcesContent(sources=(Source(title="Care"),)), "", "", ""),
    ("a divider", DividerContent(reason="new_run"), "", "", ""),
]
"""What becomes of each content on Telegram, WhatsApp and Instagram."""


def found(kind: str, content: Content) -> set[str]:
    limits = channel_limits().get(kind)
    assert limits is not None
    return {one.code.removeprefix("channel_") for one in misfits(limits, content)}


@pytest.mark.parametrize("row", SHOWN, ids=lambda row: str(row[0]))
def test_each_channel_tells_what_becomes_of_a_content(row: Any) -> None:
    _, content, *expected = row
    assert [found(kind, content) for kind in LIMITED] == [set(one.split()) for one in expected]
    assert found("web", content) == found("webhook", content) == set()


def test_every_kind_of_content_is_judged() -> None:
    judged = {content.type for _, content, *_ in SHOWN}
    assert judged == {item.model_fields["type"].default for item in _contents()}


def _contents() -> Any:
    return Content.__origin__.__args__  # type: ignore[attr-defined]


def test_a_sentence_names_the_channel_and_what_visitors_read() -> None:
    limits = channel_limits().get("whatsapp")
    assert limits is not None
    told = [str(one.words) for one in misfits(limits, asks(2, title="Where is my parcel {} now"))]
    assert told[0].startswith("WhatsApp shows 20 characters of a button")
    assert "“Where is my parcel…”" in told[0]
    assert "refuses" in told[1]


def test_every_sentence_has_a_german_one_with_the_same_places() -> None:
    facts = {"channel": "Kanal", "most": 1, "has": 2, "titles": "“A”", "title": "A"}
    with translation.override("de"):
        for sentence in SENTENCES.values():
            assert gettext(sentence) != sentence
            assert "Kanal" in gettext(sentence) % facts
            assert gettext(sentence).endswith(".")


def test_forms_are_asked_in_words_where_nobody_knows_better() -> None:
    assert draws_forms("web")
    assert draws_forms("webhook")
    assert not draws_forms("whatsapp")
    assert not draws_forms("pigeons")


def told(channels: tuple[str, ...] = LIMITED, **nodes: Any) -> set[tuple[str, str, str | None]]:
    findings = check(draw("start -> a", **nodes), channels=channels)
    return {(f.severity, f.code, f.node) for f in findings if f.code.startswith("channel_")}


MENU = ("choice", {"text": "?", "choices": [{"id": f"c{n}", "title": f"C{n}"} for n in range(4)]})


def test_a_flow_is_checked_for_no_channel_unless_one_is_named() -> None:
    assert told((), a=MENU) == told(("web", "webhook", "pigeons"), a=MENU) == set()
    assert told(("whatsapp",), a=MENU) == {("warning", "channel_as_list", "a")}


def test_a_block_is_judged_in_each_of_its_languages_and_told_once() -> None:
    words = {"en": "Short", "de": "Ein Titel, der viel zu lang ist"}
    menu = ("choice", {"text": {"en": "?", "fr": "?"}, "choices": [{"id": "c", "title": words}]})
    assert told(("whatsapp",), a=menu) == {("warning", "channel_titles_cut", "a")}


def test_every_variant_of_a_message_is_judged() -> None:
    say = ("say", {"texts": ["Short", "Shorter", "a" * 1_001], "pick": "one"})
    assert told(("instagram",), a=say) == {("warning", "channel_bytes_split", "a")}


def test_words_that_a_value_may_lengthen_are_judged_as_they_stand() -> None:
    say = ("say", {"texts": ["{{ story }}" + "a" * 995]})
    assert told(("instagram",), a=say) == set()


@pytest.mark.parametrize(
    ("days", "late"), [(1, set()), (2, {("warning", "channel_late_message", "a")})]
)
def test_a_wait_past_the_channel_s_hours_is_told(days: int, late: Any) -> None:
    assert told(("whatsapp",), a=("wait", {"amount": days, "unit": "days"})) == late
    assert told(("telegram",), a=("wait", {"amount": days, "unit": "days"})) == set()


def test_a_question_that_waits_long_for_its_answer_is_told() -> None:
    ask = ("ask_text", {"text": "?", "save_as": "x", "answer_within_minutes": 1_441})
    assert told(("instagram",), a=ask) == {("warning", "channel_late_message", "a")}


def test_a_block_that_asks_a_port_tells_itself_what_does_not_fit() -> None:
    assert told(("instagram",), a=("hand_over", {"message": "a" * 1_001})) == {
        ("warning", "channel_bytes_split", "a")
    }


def test_what_a_channel_refuses_keeps_the_flow_from_being_published() -> None:
    twins = [{"id": "a", "title": "Yes"}, {"id": "b", "title": "Yes"}]
    menu = ("choice", {"text": "?", "choices": twins})
    assert told(("whatsapp",), a=menu) == {("error", "channel_same_titles", "a")}
    assert told(("telegram",), a=menu) == set()


def test_a_kind_of_a_package_adds_what_it_cannot_do() -> None:
    kinds = with_fits("say", lambda channel, config: [Misfit("dance", f"{channel.name} sits.")])
    findings = check(draw("start -> a", a=("say", {"texts": ["."]})), kinds, ("telegram",))
    (own,) = (finding for finding in findings if finding.code == "dance")
    assert (str(own.sentence), own.node) == ("Telegram sits.", "a")


def with_fits(kind: str, fits: Any) -> NodeKinds:
    kinds: NodeKinds = Registry("test")
    for one in toy_kinds():
        kinds.register(replace(one, fits=fits) if one.kind == kind else one)
    return kinds


KINDS = sorted((kind for kind in node_kinds() if "flow" in kind.purposes), key=lambda one: one.kind)


@given(st.lists(st.sampled_from(KINDS), max_size=6), st.sets(st.sampled_from(LIMITED)))
@settings(max_examples=30, deadline=None)
def test_a_finding_never_names_a_block_that_is_not_there(
    picked: list[NodeKind[Any]], channels: set[str]
) -> None:
    nodes = [
        {"id": f"n{place}", "kind": kind.kind, "config": sample_config(kind)}
        for place, kind in enumerate(picked)
    ]
    graph = FlowGraph.model_validate({"schema": 1, "nodes": nodes})
    names = {limits.name for limits in channel_limits() if limits.kind in channels}
    for finding in check(graph, channels=channels):
        assert finding.node is None or finding.node in {node["id"] for node in nodes}
        of_channels = finding.code.startswith("channel_")
        assert not of_channels or finding.sentence.facts["channel"] in names


def test_the_largest_flow_is_checked_for_all_channels() -> None:
    nodes = [{"id": f"n{n}", "kind": MENU[0], "config": MENU[1]} for n in range(MAX_NODES)]
    graph = FlowGraph.model_validate({"schema": 1, "nodes": nodes})
    found = check(graph, channels=LIMITED)
    assert len([one for one in found if one.code.startswith("channel_")]) == MAX_NODES


def test_limits_where_nothing_is_said_show_everything() -> None:
    assert ChannelLimits("pigeons", "Pigeons").shows_everything
    assert [one.kind for one in channel_limits() if one.shows_everything] == ["web", "webhook"]
