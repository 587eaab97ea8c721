"""Reading e-mail addresses, phone numbers and web addresses out of what somebody wrote.

Each is found inside a sentence too; of two different ones none is taken.
"""

import re
from urllib.parse import urlsplit, urlunsplit

from phonenumbers import (
    Leniency,
    PhoneNumberFormat,
    PhoneNumberMatcher,
    format_number,
    region_code_for_country_code,
)

_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)+[^\W\d_][\w-]{{0,61}}[^\W_]")
_LOCAL = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*")
_AROUND_AT = re.compile(r"[^\s@<>()\[\],;:\"]{1,64}@[^\s@<>()\[\],;:\"]{1,255}")
_INTERNATIONAL = re.compile(r"(?<![\d+])00(?=[1-9])")
_NATIONAL = re.compile(r"(?<![\w+])\d[\d ()./\u00a0-]{5,18}\d(?!\w)")
_HOST = r"[^\s@<>\"'/:?#()]{1,253}\.[^\W\d_][\w-]{1,62}"
_WEB = re.compile(
    rf"(?<![\w@./-])(?:https?://)?{_HOST}(?![\w@])(?::\d{{1,5}})?(?:[/?#][^\s<>\"]{{0,2000}})?",
    re.IGNORECASE,
)
LONGEST_DOMAIN = 253
LONGEST_ADDRESS = 2_000
"""Characters of a web address."""


def read_email(words: str) -> str | None:
    """Find the one e-mail address; its domain comes in small letters."""
    found = {_email(one.group().rstrip(".!?'")) for one in _AROUND_AT.finditer(words)}
    return _only(found)


def read_phone(words: str, country_code: str) -> str | None:
    """Find the one phone number.

    One with its country comes as E.164 has it, ``+49301234567``. So does one without, if a
    country code is given; else its digits stay as they are.
    """
    region = region_code_for_country_code(int(country_code)) if country_code else None
    dialled = _INTERNATIONAL.sub("+", words)
    matches = PhoneNumberMatcher(dialled, region, leniency=Leniency.POSSIBLE)
    found = {format_number(one.number, PhoneNumberFormat.E164) for one in matches}
    if not found and region is None and "+" not in dialled:
        digits = {re.sub(r"\D", "", one.group()) for one in _NATIONAL.finditer(words)}
        found = {one for one in digits if 7 <= len(one) <= 15}
    return _only({*found})


def read_url(words: str) -> str | None:
    """Find the one web address; one without a scheme is taken as https."""
    found = {_url(one.group().rstrip(".,;:!?)")) for one in _WEB.finditer(words)}
    return _only(found)


def _only(found: set[str | None]) -> str | None:
    found.discard(None)
    return found.pop() if len(found) == 1 else None


def _email(written: str) -> str | None:
    local, _, domain = written.rpartition("@")
    fits = _LOCAL.fullmatch(local) and _is_domain(domain)
    return f"{local}@{domain.lower()}" if fits else None


def _is_domain(domain: str) -> bool:
    return len(domain) <= LONGEST_DOMAIN and _DOMAIN.fullmatch(domain) is not None


def _url(written: str) -> str | None:
    whole = written if "://" in written else f"https://{written}"
    if len(whole) > LONGEST_ADDRESS:
        return None
    try:
        parts = urlsplit(whole)
        fits = _is_domain(parts.hostname or "") and (parts.port or 0) >= 0
    except ValueError:
        return None
    return urlunsplit(parts._replace(netloc=parts.netloc.lower())) if fits else None
