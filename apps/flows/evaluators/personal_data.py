"""Finds personal data by its shape: cards, bank accounts, addresses of mail, numbers of phones."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Annotated, Literal

from pydantic import Field

from apps.flows.engine.evaluators import Evaluator
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.setting import Setting
from apps.flows.engine.subject import Found, Subject

Kind = Literal["card", "iban", "email", "phone", "ip_address"]

LABELS: dict[Kind, str] = {
    "card": "card number",
    "iban": "bank account",
    "email": "e-mail address",
    "phone": "phone number",
    "ip_address": "IP address",
}

# Each part repeats within bounds, so that no text makes them slow.
_SHAPES: dict[Kind, re.Pattern[str]] = {
    "card": re.compile(r"(?<![\d-])\d(?:[ -]?\d){11,18}(?![\d-]?\d)"),
    "iban": re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b"),
    "email": re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}\b"),
    "phone": re.compile(r"(?<![\w.])(?<!\d )(?:\+|00|0|\()\(?\d(?:[ ()/.-]{0,2}\d){6,13}(?![\w])"),
    "ip_address": re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])"),
}


class PersonalDataConfig(NodeConfig):
    """The kinds to look for."""

    kinds: Annotated[
        tuple[Kind, ...],
        Field(min_length=1, max_length=len(LABELS)),
        Setting("Look for", options={kind: label.capitalize() for kind, label in LABELS.items()}),
    ]


def is_card_number(digits: str) -> bool:
    """Say whether digits end in the check digit that cards have (Luhn, ISO/IEC 7812-1)."""
    total = 0
    for place, digit in enumerate(reversed([int(digit) for digit in digits])):
        doubled = digit * 2 if place % 2 else digit
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0 and len(set(digits)) > 1


def is_iban(account: str) -> bool:
    """Say whether the check digits of an account are right (ISO 13616, modulo 97)."""
    turned = account[4:] + account[:4]
    return len(account) >= 15 and int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1


def _is_address(quads: str) -> bool:
    return all(int(quad) < 256 for quad in quads.split("."))


_PROOFS: dict[Kind, Callable[[str], bool]] = {
    "card": lambda text: is_card_number(re.sub(r"\D", "", text)),
    "iban": lambda text: is_iban(text.replace(" ", "")),
    "phone": lambda text: len(set(text)) > 2,
    "ip_address": _is_address,
}


def _evaluate(subject: Subject, config: PersonalDataConfig) -> Sequence[Found]:
    return [found for kind in config.kinds for found in _find(kind, subject.text)]


def _find(kind: Kind, text: str) -> Iterator[Found]:
    proof = _PROOFS.get(kind)
    for match in _SHAPES[kind].finditer(text):
        if proof is None or proof(match.group()):
            yield Found(match.start(), match.end(), LABELS[kind])


evaluator = Evaluator(
    kind="personal_data",
    label="Has personal data",
    help="Finds card numbers, bank accounts, e-mail addresses, phone numbers.",
    icon="badge",
    search=("pii", "personal", "privacy", "card", "iban", "email", "phone", "gdpr"),
    config=PersonalDataConfig,
    default=PersonalDataConfig(kinds=("card",)),
    summary=lambda config: ", ".join(LABELS[kind] for kind in config.kinds),
    evaluate=_evaluate,
)
