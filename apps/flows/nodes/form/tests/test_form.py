from typing import Any

import pytest

from apps.core.content import Choice, FormContent, FormField, TextContent
from apps.flows.checker import check
from apps.flows.engine import compile_graph
from apps.flows.testing import Talk, draw

FIELDS = [
    {"id": "name", "label": "Name"},
    {"id": "email", "label": {"en": "E-mail", "de": "Mailadresse"}, "kind": "email"},
    {"id": "size", "label": "Size", "kind": "select", "options": "Small, Large", "save_as": "pot"},
    {"id": "age", "label": "Age", "kind": "number", "required": False},
    {"id": "terms", "label": "Terms", "kind": "checkbox"},
]
FILLED: dict[str, Any] = {
    "name": " Ada ",
    "email": "ada@example.com",
    "size": "Large",
    "terms": True,
}


def talk(arrows: str = "", channel: str = "web", **config: Any) -> Talk:
    graph = draw(
        "start -> ask; ask.answered -> bye;" + arrows,
        ask=("form", {"text": "Tell us", "fields": FIELDS} | config),
        bye=("end", {"message": "Thanks {{ name }}"}),
        lost=("end", {"message": "Lost"}),
    )
    return Talk(compile_graph(graph), channel=channel)


async def test_it_shows_all_fields_at_once() -> None:
    visitor = talk(send="Send it")
    await visitor.open()
    assert visitor.last.replies == (
        FormContent(
            text="Tell us",
            send="Send it",
            fields=(
                FormField(id="name", label="Name", kind="text"),
                FormField(id="email", label="E-mail", kind="email"),
                FormField(id="size", label="Size", kind="select", options=("Small", "Large")),
                FormField(id="age", label="Age", kind="number", required=False),
                FormField(id="terms", label="Terms", kind="checkbox"),
            ),
        ),
    )


async def test_a_filled_form_saves_every_field() -> None:
    visitor = talk()
    await visitor.open()
    assert await visitor.fill(FILLED) == ["Thanks Ada"]
    assert visitor.variables == {
        "name": "Ada",
        "email": "ada@example.com",
        "pot": "Large",
        "age": None,
        "terms": True,
    }
    sentence = "Got an answer and saved it as name, email, pot, age, terms."
    assert visitor.last.steps[0].sentence == sentence


async def test_only_fields_that_do_not_fit_are_asked_again() -> None:
    visitor = talk()
    await visitor.open()
    await visitor.fill(FILLED | {"email": "ada", "age": "old", "terms": False})
    (again,) = visitor.last.replies
    assert isinstance(again, FormContent)
    assert [field.id for field in again.fields] == ["email", "age", "terms"]
    assert again.text == (
        "E-mail: Type one e-mail address, for example ada@example.com.\n"
        "Age: Type a number, for example 12.\n"
        "Terms: This has to be agreed to."
    )
    assert await visitor.fill({"email": "a@b.de", "age": 7, "terms": True}) == ["Thanks Ada"]
    assert visitor.variables["email"] == "a@b.de"


async def test_after_its_attempts_it_leaves_by_didnt_understand() -> None:
    visitor = talk("ask.not_understood -> lost", attempts=2)
    await visitor.open()
    await visitor.fill({})
    assert await visitor.fill({}) == ["Lost"]


async def test_a_channel_without_forms_is_asked_field_by_field() -> None:
    visitor = talk(channel="telegram")
    assert await visitor.open() == ["Tell us", "Name"]
    assert await visitor.say("Ada") == ["E-mail"]
    sentence = "Type one e-mail address, for example ada@example.com."
    assert await visitor.say("none") == [sentence, "E-mail"]
    assert await visitor.say("ada@example.com") == ["Size"]
    assert await visitor.pick("option_2", "Large") == ["Age"]
    assert await visitor.pick("skip", "Skip") == ["Terms"]
    assert await visitor.say("yes") == ["Thanks Ada"]
    assert visitor.variables["pot"] == "Large"
    assert visitor.variables["age"] is None


async def test_a_field_asked_alone_offers_what_can_be_picked() -> None:
    visitor = talk(channel="telegram", fields=FIELDS[2:])
    await visitor.open()
    small, large = Choice(id="option_1", title="Small"), Choice(id="option_2", title="Large")
    assert visitor.last.replies[-1] == TextContent(text="Size", choices=(small, large))
    await visitor.say("2")
    skip = Choice(id="skip", title="Skip")
    assert visitor.last.replies[-1] == TextContent(text="Age", choices=(skip,))
    await visitor.say("1")
    assert visitor.variables["age"] == 1


async def test_whoever_writes_instead_is_asked_field_by_field() -> None:
    visitor = talk()
    await visitor.open()
    assert await visitor.say("what is this?") == ["Tell us", "Name"]
    assert await visitor.say("Ada") == ["E-mail"]
    assert await visitor.fill(FILLED) == ["Thanks Ada"]


async def test_every_field_has_all_attempts() -> None:
    visitor = talk("ask.not_understood -> lost", channel="telegram", attempts=2)
    await visitor.open()
    await visitor.say(" ")
    await visitor.say("Ada")
    assert (await visitor.say("none"))[-1] == "E-mail"
    assert await visitor.say("none") == ["Lost"]


async def test_whoever_comes_again_fills_in_all_of_it_again() -> None:
    graph = draw(
        "start -> ask; ask.answered -> ask",
        ask=("form", {"text": "Tell us", "fields": FIELDS[:2]}),
    )
    visitor = Talk(compile_graph(graph))
    await visitor.open()
    first = visitor.last.replies
    await visitor.fill(FILLED)
    assert visitor.last.replies == first


@pytest.mark.parametrize(
    "fields",
    [
        [],
        [{"id": "a", "label": "A"}, {"id": "a", "label": "B"}],
        [{"id": "a", "label": "A"}, {"id": "b", "label": "B", "save_as": "a"}],
    ],
)
def test_fields_that_cannot_be_told_apart_are_refused(fields: list[dict[str, str]]) -> None:
    graph = draw("start -> ask", ask=("form", {"text": "?", "fields": fields}))
    assert [finding.code for finding in check(graph).errors] == ["bad_config"]


def test_a_list_without_entries_has_no_words_yet() -> None:
    fields = [{"id": "size", "label": "Size", "kind": "select"}]
    graph = draw("start -> ask", ask=("form", {"text": "?", "fields": fields}))
    (finding,) = check(graph).errors
    assert (finding.code, finding.field) == ("missing_text", "fields.0.options")
