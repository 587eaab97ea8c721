"""How a visitor's language writes numbers and days, from the CLDR tables that Babel carries."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError

FALLBACK = Locale("en")


@lru_cache(maxsize=256)
def locale_of(language: str) -> Locale:
    """Give the locale of a language tag; English where there is none."""
    for tag in (language, language.split("-")[0]):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return FALLBACK
