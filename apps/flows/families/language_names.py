"""What languages are called."""

from babel import Locale, UnknownLocaleError


def language_name(tag: str) -> str:
    """Give a language's name in English; one that nobody knows keeps its tag."""
    try:
        return Locale.parse(tag, sep="-").get_display_name("en") or tag
    except (UnknownLocaleError, ValueError):
        return tag
