import pytest

from apps.flows.families.question.numbers import read_number


@pytest.mark.parametrize(
    ("language", "words", "number"),
    [
        ("de", "1.234,5", 1234.5),
        ("en", "1,234.5", 1234.5),
        ("de", "1.234", 1234),
        ("en", "1.234", 1.234),
        ("de", "1.5", 1.5),
        ("en", "12,50 €", 12.5),
        ("fr", "1 234,5", 1234.5),
        ("de-CH", "1\u2019234.50", 1234.5),
        ("en", "about 25 kg", 25),
        ("en", "-3", -3),
        ("en", "\u22123 °C", -3),
        ("xx", "1,234,567.89", 1234567.89),
        ("en", "7.0", 7),
    ],
)
def test_a_number_is_read_as_its_language_writes_it(
    language: str, words: str, number: float
) -> None:
    assert read_number(words, language) == number


def test_a_whole_number_is_whole() -> None:
    assert isinstance(read_number("7.0", "en"), int)


@pytest.mark.parametrize(
    "words", ["", "seven", "3 or 5", "3-5", "1.2.3", "²", "9" * 16, "1." * 999]
)
def test_what_is_no_one_number_is_none(words: str) -> None:
    assert read_number(words, "en") is None
