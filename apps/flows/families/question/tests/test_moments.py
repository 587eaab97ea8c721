from datetime import UTC, datetime

import pytest

from apps.flows.families.question.moments import Wanted, in_local_words, read_moment

SUNDAY = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "words", "day"),
    [
        ("en", "2026-12-24", "2026-12-24"),
        ("en", "3/4/2027", "2027-03-04"),
        ("en-GB", "3/4/2027", "2027-04-03"),
        ("de", "3.4.2027", "2027-04-03"),
        ("en", "31/12/2026", "2026-12-31"),
        ("de", "24.12.", "2026-12-24"),
        ("de", "am 3. März", "2027-03-03"),
        ("en", "on Dec 24th, 2026", "2026-12-24"),
        ("en", "the 3rd of May 1985", "1985-05-03"),
        ("en", "3/5/85", "1985-03-05"),
        ("fr", "14 juillet 2027", "2027-07-14"),
        ("en", "29 February", "2028-02-29"),
        ("en", "today", "2026-11-22"),
        ("de", "Übermorgen", "2026-11-24"),
        ("de", "in 2 Wochen", "2026-12-06"),
        ("en", "next Friday", "2026-11-27"),
        ("en", "Sunday", "2026-11-29"),
        ("de", "Mo", "2026-11-23"),
        ("de", "Freitag, 27.11.", "2026-11-27"),
        ("de", "tomorrow", "2026-11-23"),
        ("en", "now", "2026-11-22"),
    ],
)
def test_a_day_is_read_as_its_language_writes_it(language: str, words: str, day: str) -> None:
    assert read_moment(words, "date", language, SUNDAY) == day


@pytest.mark.parametrize(
    ("words", "time"),
    [
        ("14:30", "14:30"),
        ("2:30 pm", "14:30"),
        ("at 2pm", "14:00"),
        ("12 a.m.", "00:00"),
        ("14 Uhr", "14:00"),
        ("14.30 Uhr", "14:30"),
        ("9", "09:00"),
        ("noon", "12:00"),
        ("jetzt", "14:05"),
    ],
)
def test_a_time_is_read(words: str, time: str) -> None:
    assert read_moment(words, "time", "de", SUNDAY) == time


@pytest.mark.parametrize(
    "words", ["2026-11-27T09:30", "27.11. um 9.30 Uhr", "Freitag 9:30", "9:30 am Freitag"]
)
def test_a_day_and_a_time_stand_in_any_order(words: str) -> None:
    assert read_moment(words, "datetime", "de", SUNDAY) == "2026-11-27T09:30"


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ("date", ""),
        ("date", "soon"),
        ("date", "I sat down"),
        ("date", "2026-13-40"),
        ("date", "monday or tuesday"),
        ("date", "9" * 9_999),
        ("time", "25:00"),
        ("time", "14:30 pm"),
        ("time", "9:00 or 10:00"),
        ("datetime", "tomorrow"),
        ("datetime", "9:30"),
    ],
)
def test_what_is_no_one_moment_is_none(wanted: Wanted, words: str) -> None:
    assert read_moment(words, wanted, "en", SUNDAY) is None


@pytest.mark.parametrize("language", ["en", "de", "fr", "pl", "de-AT", "no-such"])
@pytest.mark.parametrize("wanted", ["date", "time", "datetime"])
def test_what_the_bot_writes_as_an_example_can_be_read(wanted: Wanted, language: str) -> None:
    written = in_local_words(SUNDAY, wanted, language)
    read = read_moment(written, wanted, language, SUNDAY)
    assert read is not None
    assert read in "2026-11-22T14:05"
