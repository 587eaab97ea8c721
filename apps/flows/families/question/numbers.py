"""Reading a number out of what somebody wrote."""

import re

from babel.numbers import format_decimal, get_decimal_symbol

from apps.flows.families.question.locales import locale_of

_NUMBER = re.compile(r"(?<![\w.,])[-+\u2212]?\d(?:[\d.,'\u2019\u00a0\u202f]*\d)?(?!\d)")
_GROUPS = re.compile(r"[\u2019'\u00a0\u202f]")
_GROUPED = re.compile(r"[-+]?\d{1,3}(?:[.,]\d{2,3})*[.,]\d{3}")
_SPACED = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
MOST_DIGITS = 15
"""A float keeps that many exactly."""


def read_number(words: str, language: str) -> float | int | None:
    """Find the one number in some words, as their language writes it; units do not matter.

    None where there is no number, or more than one.
    """
    found = _NUMBER.findall(_SPACED.sub("\u00a0", words))
    return _value(found[0], language) if len(found) == 1 else None


def in_digits(number: float, language: str) -> str:
    """Write a number as a language does."""
    return str(format_decimal(number, locale=locale_of(language)))


def _value(written: str, language: str) -> float | int | None:
    plain = _GROUPS.sub("", written).replace("\u2212", "-")
    decimal = _decimal_sign(plain, language)
    whole, _, rest = plain.partition(decimal) if decimal else (plain, "", "")
    digits = re.sub(r"[.,]", "", whole)
    if digits != whole and not _GROUPED.fullmatch(whole):
        return None
    if len(digits) + len(rest) > MOST_DIGITS:
        return None
    number = float(f"{digits}.{rest}")
    return int(number) if number.is_integer() else number


def _decimal_sign(written: str, language: str) -> str:
    """Say which sign stands before the decimals; none where all of them group the digits.

    Of two different ones it is the last. One alone is what the language says, but for what can
    only be decimals: ``1.5`` in German.
    """
    signs = [sign for sign in written if sign in ".,"]
    if not signs or signs.count(signs[-1]) > 1:
        return ""
    last = signs[-1]
    in_a_group = len(written.rpartition(last)[2]) == 3
    own = last == get_decimal_symbol(locale_of(language))
    return last if len(signs) > 1 or own or not in_a_group else ""
