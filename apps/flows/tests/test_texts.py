from typing import Any

import pytest

from apps.flows.engine.texts import BrokenText, in_language, render, variables_in


def test_values_are_filled_in() -> None:
    values: dict[str, Any] = {"name": "Ada", "order": {"status": "sent"}, "items": ["a", "b"]}
    text = "{{ name | upcase }}: {{ order.status }} {% for i in items %}{{ i }}{% endfor %}"
    assert render(text, values) == "ADA: sent ab"


@pytest.mark.parametrize(
    "text",
    ["{{ name", "{% if %}", "{{ name | explode }}", "{% include 'x' %}", "{% render 'x' %}"],
)
def test_a_broken_text_comes_back_as_it_stands_and_is_known_to_be_broken(text: str) -> None:
    assert render(text, {"name": "Ada"}) == text
    with pytest.raises(BrokenText):
        variables_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ name.__class__ }}",
        "{% assign a = name.__init__.__globals__ %}{{ a }}",
    ],
)
def test_there_is_no_way_to_python(text: str) -> None:
    assert render(text, {"name": "Ada"}) in ("", text)


@pytest.mark.parametrize(
    "text",
    [
        "{% for a in (1..1000) %}{% for b in (1..1000) %}x{% endfor %}{% endfor %}",
        "{% for a in (1..99999999) %}x{% endfor %}",
        "{{ 'aaaaaaaaaa'" + "| replace: 'a', 'aaaaaaaaaa'" * 12 + " }}",
        "{{ 'aaaaaaaaaa'" + "| split: '' | join: 'aaaaaaaaaa'" * 12 + " }}",
        "{% assign a = 'aaaaaaaaaa' %}" + "{% assign a = a | append: a %}" * 40 + "{{ a }}",
        "{% assign a = 9 %}" + "{% assign a = a | times: a %}" * 40 + "{{ a }}",
        "{% capture a %}" + "x" * 9_000 + "{% endcapture %}" + "{{ a }}" * 100,
    ],
)
def test_bombs_fizzle_out(text: str) -> None:
    assert len(render(text, {})) <= max(len(text), 20_000)


def test_it_names_what_a_text_reads_and_not_what_it_makes_itself() -> None:
    text = "{% assign a = b.c %}{{ a }}{% for i in list %}{{ i }}{% endfor %}{{ d | default: e }}"
    assert variables_in(text) == {"b", "list", "d", "e"}


@pytest.mark.parametrize(
    ("language", "words"),
    [("de", "Hallo"), ("DE-at", "Servus"), ("de-CH", "Hallo"), ("pt", "Oi"), ("fr", "Hello")],
)
def test_the_nearest_language_is_spoken(language: str, words: str) -> None:
    text = {"en": "Hello", "de": "Hallo", "de-AT": "Servus", "pt-BR": "Oi", "fr": "  "}
    assert in_language(text, language) == words


def test_no_words_in_any_language_are_no_words() -> None:
    assert in_language({}, "de") == in_language({"de": " "}, "de") == ""
