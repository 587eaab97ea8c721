import pytest

from apps.core.content import Choice
from apps.flows.families.question.choices import understand, understand_many
from apps.flows.families.question.yes_no import read_yes_no

BUTTONS = [
    Choice(id="delivery", title="Delivery"),
    Choice(id="plan_1", title="Plan 2025"),
    Choice(id="both", title="Pots, soil and seeds"),
    Choice(id="red", title="Red roses"),
    Choice(id="rid", title="Rid noses"),
]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("delivery", "delivery"),
        ("delivry", "delivery"),
        ("Delievery", "delivery"),
        ("2.", "plan_1"),
        ("plan_1", "plan_1"),
        ("plan 2026", None),
        ("red roses", "red"),
        ("red noses", None),
        ("deal", None),
        ("6", None),
        ("00001", None),
    ],
)
def test_a_close_spelling_is_found_and_two_of_them_are_not_guessed(
    said: str, found: str | None
) -> None:
    button = understand(said, None, BUTTONS)
    assert (button and button.id) == found


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Delivery", ["delivery"]),
        ("plan 2025, delivry", ["delivery", "plan_1"]),
        ("1; 2", ["delivery", "plan_1"]),
        ("Delivery and red roses,", ["delivery", "red"]),
        ("pots, soil and seeds, delivery", ["delivery", "both"]),
        ("delivery, delivery", ["delivery"]),
        ("delivery, cake", None),
        (" , ", None),
        (", ".join(["delivery"] * 200), None),
    ],
)
def test_several_titles_stand_between_commas(said: str, found: list[str] | None) -> None:
    buttons = understand_many(said, None, BUTTONS)
    assert (None if buttons is None else [button.id for button in buttons]) == found


@pytest.mark.parametrize("said", ["Yes!", "ja, gerne", "Oui.", "sí", "👍", "of course", "TRUE"])
def test_yes_is_understood_in_many_languages(said: str) -> None:
    assert read_yes_no(said) is True


@pytest.mark.parametrize(
    "said", ["no", "Nein danke", "non", "don\u2019t", "No thanks", "not really"]
)
def test_no_is_understood_in_many_languages(said: str) -> None:
    assert read_yes_no(said) is False


@pytest.mark.parametrize("said", ["", "maybe", "yes or no", "not agreed", "I said no", "?"])
def test_what_means_neither_or_both_is_not_guessed(said: str) -> None:
    assert read_yes_no(said) is None
