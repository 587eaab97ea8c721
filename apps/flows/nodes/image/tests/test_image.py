from typing import Any

import pytest
from pydantic import ValidationError

from apps.core.content import MediaContent, in_words
from apps.flows.checker import check
from apps.flows.engine import compile_graph
from apps.flows.nodes.image.definition import definition
from apps.flows.testing import Talk, draw

ADDRESS = "https://shop.example/moss.jpg"


async def shown(config: dict[str, Any], **given: Any) -> Talk:
    visitor = Talk(compile_graph(draw("start -> it", it=("image", config))), **given)
    await visitor.open()
    return visitor


async def test_a_picture_is_shown_with_its_words() -> None:
    visitor = await shown({"url": ADDRESS, "name": "Moss on a stone", "text": "Ours"})
    assert visitor.last.replies == (
        MediaContent(kind="image", url=ADDRESS, name="Moss on a stone", text="Ours"),
    )
    assert visitor.last.steps[-1].sentence.startswith("Showed a picture.")


async def test_values_stand_in_the_address_and_the_words() -> None:
    config = {"url": "https://shop.example/{{ plant }}.jpg", "name": {"de": "Ein {{ plant }}"}}
    visitor = await shown(config, variables={"plant": "fern"})
    assert in_words(visitor.last.replies[0]) == "Ein fern\nhttps://shop.example/fern.jpg"


@pytest.mark.parametrize(
    "value", ["", "javascript:alert(1)", "http://shop.example/a.jpg", "data:,"]
)
async def test_what_is_no_https_address_shows_nothing_and_the_talk_goes_on(value: str) -> None:
    visitor = await shown({"url": "{{ where }}"}, variables={"where": value})
    assert visitor.last.replies == ()
    assert "does not begin with https" in visitor.last.steps[-1].sentence


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "http://a.example/b", "https://a b", "ftp://a"]
)
def test_an_address_that_nobody_may_use_is_refused_at_once(url: str) -> None:
    with pytest.raises(ValidationError, match="begin with https://"):
        definition.config.model_validate({"url": url})


def test_a_picture_without_an_address_is_a_finding_at_its_field() -> None:
    findings = check(draw("start -> it -> bye", it=("image", {"url": ""}), bye="end"))
    assert [(item.code, item.field) for item in findings] == [("missing_text", "url")]


def test_the_card_shows_the_words_else_the_address() -> None:
    summary = definition.summary
    assert summary(definition.config(url=ADDRESS, name="Moss", text="Ours")) == "Moss\nOurs"
    assert summary(definition.config(url=ADDRESS)) == ADDRESS
