"""Sentences about a flow, of which nobody knows yet in what language they will be read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

Translate = Callable[[str], str]


@dataclass(frozen=True)
class Sentence:
    """English words with places for facts such as ``%(channel)s``, and these facts.

    A fact that is a sentence itself, such as the title of a field, is translated too; what a
    person wrote stays as it is. ``str()`` gives it in English.
    """

    english: str
    facts: Mapping[str, "Fact"] = field(default_factory=dict)

    def in_words(self, translate: Translate) -> str:
        """Give the whole sentence in the language of ``translate``."""
        words = translate(self.english)
        facts = {
            name: fact.in_words(translate) if isinstance(fact, Sentence) else fact
            for name, fact in self.facts.items()
        }
        return words % facts if facts else words

    def __str__(self) -> str:
        return self.in_words(str)


Fact = str | int | Sentence
Facts = Mapping[str, Fact]


class Unusable(ValueError):
    """Why a config refuses its values, to go on from “cannot be used:”."""

    def __init__(self, english: str, **facts: "Fact") -> None:
        self.sentence = Sentence(english, facts)
        super().__init__(str(self.sentence))


def joined(parts: Sequence[Sentence], between: str) -> Sentence:
    """Give several one after the other."""
    places = between.join(f"%(part{index})s" for index in range(len(parts)))
    return Sentence(places, {f"part{index}": part for index, part in enumerate(parts)})
