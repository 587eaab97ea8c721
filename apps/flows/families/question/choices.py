"""Finding the button that an answer means."""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from apps.core.content import Choice as Button

CLOSE = 0.8
"""How alike a typed title must be, where 1 is the same."""
SHORTEST_GUESSED = 4
LONGEST_GUESSED = 80
"""Between these lengths a title with a typing mistake is still found."""
MOST_PARTS = 100
MOST_DIGITS = 4
_DIGITS = re.compile(r"\d+")
_SEPARATOR = re.compile(r"\s*[,;\n]\s*|\s+(?:and|und|&|\+)\s+", re.IGNORECASE)


def find_exactly(text: str, choice: str | None, buttons: Sequence[Button]) -> Button | None:
    """Find the button that was picked, or whose title, number or id was typed."""
    if choice is not None:
        return next((button for button in buttons if button.id == choice), None)
    said = text.strip().casefold()
    ids = {button.id.casefold(): button for button in reversed(buttons)}
    return _by_title(buttons).get(said) or _by_number(said, buttons) or ids.get(said)


def understand(text: str, choice: str | None, buttons: Sequence[Button]) -> Button | None:
    """Find the button that `find_exactly` finds, else the one with a title spelled closely.

    Of two titles that are as close none is guessed.
    """
    exact = find_exactly(text, choice, buttons)
    return exact if exact or choice is not None else _guess(text, _by_title(buttons))


def understand_many(
    text: str, choice: str | None, buttons: Sequence[Button]
) -> list[Button] | None:
    """Find the buttons, in their own order, that an answer names between commas.

    None where a part of it names none. A title may hold commas itself: the longest name counts.
    """
    if choice is not None:
        picked = understand(text, choice, buttons)
        return [picked] if picked else None
    parts = _parts(text)
    if not 1 <= len(parts) <= MOST_PARTS:
        return None
    named: set[str] = set()
    while parts:
        found, length = _longest(text, parts, buttons)
        if found is None:
            return None
        named.add(found.id)
        parts = parts[length:]
    return [button for button in buttons if button.id in named]


def _parts(text: str) -> list[tuple[int, int]]:
    """Give where each part between separators begins and ends; blank ones are none."""
    stops = [0, *(stop for one in _SEPARATOR.finditer(text) for stop in one.span()), len(text)]
    parts = zip(stops[::2], stops[1::2], strict=True)
    return [(start, end) for start, end in parts if text[start:end].strip()]


def _longest(
    text: str, parts: Sequence[tuple[int, int]], buttons: Sequence[Button]
) -> tuple[Button | None, int]:
    """Give the button that the first parts name, and how many parts its name takes."""
    titles = _by_title(buttons)
    for length in range(len(parts), 1, -1):
        found = titles.get(text[parts[0][0] : parts[length - 1][1]].strip().casefold())
        if found:
            return found, length
    return understand(text[slice(*parts[0])], None, buttons), 1


def _by_title(buttons: Sequence[Button]) -> dict[str, Button]:
    """Give the buttons by title; of two the same the first counts."""
    return {button.title.strip().casefold(): button for button in reversed(buttons)}


def _by_number(said: str, buttons: Sequence[Button]) -> Button | None:
    number = said.rstrip(".)")
    if not (number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS):
        return None
    return buttons[int(number) - 1] if 1 <= int(number) <= len(buttons) else None


def _guess(text: str, titles: Mapping[str, Button]) -> Button | None:
    """Find a title behind a typing mistake. Digits are never a mistake: plan 1 is not plan 2."""
    said = text.strip().casefold()
    if not SHORTEST_GUESSED <= len(said) <= LONGEST_GUESSED:
        return None
    alike = [
        title
        for title in titles
        if SHORTEST_GUESSED <= len(title) <= LONGEST_GUESSED
        and _DIGITS.findall(title) == _DIGITS.findall(said)
    ]
    close = get_close_matches(said, alike, n=2, cutoff=CLOSE)
    return titles[close[0]] if len(close) == 1 else None
