"""Reading yes and no, in the languages that visitors are most likely to write."""

import re

from apps.core.content import Choice as Button
from apps.flows.families.question.choices import find_exactly

YES = frozenset(
    [
        *("yes", "y", "yeah", "yep", "yup", "sure", "ok", "okay", "of course", "true", "agreed"),
        *("ja", "j", "jo", "jawohl", "klar", "gerne", "einverstanden", "natürlich", "stimmt"),
        *("oui", "d'accord", "bien sûr", "sí", "si", "claro", "vale", "certo", "sim", "tak"),
        *("evet", "da", "да", "👍", "✅", "✔", "✔️"),
    ]
)
NO = frozenset(
    [
        *("no", "n", "nope", "nah", "not", "never", "false", "don't", "no thanks"),
        *("nein", "nee", "ne", "nö", "nicht", "kein", "keine", "niemals", "non", "pas"),
        *("não", "nao", "nie", "hayir", "нет", "👎", "❌"),
    ]
)
_WORD = re.compile(r"[^\s.,;:!?]+")


def read_yes_no(words: str) -> bool | None:
    """Say whether the words mean yes or no; None where they mean neither, or both.

    The first word decides, unless a later one says the opposite.
    """
    said = [word.replace("\u2019", "'") for word in _WORD.findall(words.casefold())]
    whole = " ".join(said)
    if whole in YES or whole in NO:
        return whole in YES
    meant = {word in YES for word in said if word in YES or word in NO}
    begins = bool(said) and (said[0] in YES or said[0] in NO)
    return meant.pop() if begins and len(meant) == 1 else None


def read_either(text: str, choice: str | None, yes: Button, no: Button) -> bool | None:
    """Say which of two buttons an answer means, by the button or by any yes and no.

    Nothing is guessed: "I disagree" is spelled much like "I agree".
    """
    picked = find_exactly(text, choice, (yes, no))
    if picked is not None:
        return picked.id == yes.id
    return None if choice is not None else read_yes_no(text)
