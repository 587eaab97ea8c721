"""Sentences about flows in the language of whoever reads them."""

import json
from collections.abc import Mapping
from functools import cache

from django.conf import settings
from django.utils.translation import get_language, gettext

from apps.flows.checker import Findings
from apps.flows.engine.sentences import Sentence


def in_words(sentence: Sentence) -> str:
    """Give a sentence in the language of the request; without one, in English."""
    return sentence.in_words(_translate)


def sentences_by_node(findings: Findings) -> dict[str, str]:
    """Give what errors say, by node id; under ``flow`` what is about the whole flow."""
    sentences: dict[str, list[str]] = {}
    for finding in findings.errors:
        sentences.setdefault(finding.node or "flow", []).append(in_words(finding.sentence))
    return {place: " ".join(about) for place, about in sentences.items()}


def _translate(english: str) -> str:
    language = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
    return _words_of_blocks(language).get(english) or gettext(english)


@cache
def _words_of_blocks(language: str) -> Mapping[str, str]:
    """Give the words on blocks, such as titles of fields; the designer's catalogue has them."""
    catalogue = settings.PROJECT_ROOT / "frontend/src/i18n/locales" / language / "blocks.json"
    words: dict[str, str] = json.loads(catalogue.read_bytes()) if catalogue.is_file() else {}
    return words
