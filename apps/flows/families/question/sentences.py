"""What the bot says by itself when an answer does not fit, where a tenant wrote nothing."""

from collections.abc import Mapping

ENGLISH: Mapping[str, str] = {
    "number": "Type a number, for example 12.",
    "whole_number": "Type a whole number, for example 12.",
    "number_from": "Type a number from {least} up.",
    "number_up_to": "Type a number up to {most}.",
    "number_between": "Type a number from {least} to {most}.",
    "email": "Type one e-mail address, for example ada@example.com.",
    "phone": "Type one phone number with its country, for example +49 30 1234567.",
    "url": "Type one web address, for example www.example.com.",
    "date": "Type a date, for example {example}.",
    "time": "Type a time, for example {example}.",
    "datetime": "Type a date and a time, for example {example}.",
    "date_from": "The earliest possible is {earliest}.",
    "date_up_to": "The latest possible is {latest}.",
    "yes_no": "Answer with yes or no.",
    "picks": "Pick one or more of these.",
    "picks_from": "Pick at least {least} of these.",
    "picks_up_to": "Pick at most {most} of these.",
    "file": "Send a file.",
    "file_kind": "A file of this kind cannot be used here.",
    "file_size": "The file is too large. It can have up to {most} MB.",
    "location": "Share your location, or type it as 52.52, 13.40.",
    "option": "Pick one of these: {options}.",
    "agreement": "This has to be agreed to.",
    "required": "An answer is needed here.",
}

GERMAN: Mapping[str, str] = {
    "number": "Schreiben Sie eine Zahl, zum Beispiel 12.",
    "whole_number": "Schreiben Sie eine ganze Zahl, zum Beispiel 12.",
    "number_from": "Schreiben Sie eine Zahl ab {least}.",
    "number_up_to": "Schreiben Sie eine Zahl bis {most}.",
    "number_between": "Schreiben Sie eine Zahl von {least} bis {most}.",
    "email": "Schreiben Sie eine E-Mail-Adresse, zum Beispiel ada@example.com.",
    "phone": "Schreiben Sie eine Telefonnummer mit Land, zum Beispiel +49 30 1234567.",
    "url": "Schreiben Sie eine Webadresse, zum Beispiel www.example.com.",
    "date": "Schreiben Sie ein Datum, zum Beispiel {example}.",
    "time": "Schreiben Sie eine Uhrzeit, zum Beispiel {example}.",
    "datetime": "Schreiben Sie Datum und Uhrzeit, zum Beispiel {example}.",
    "date_from": "Frühestens geht {earliest}.",
    "date_up_to": "Spätestens geht {latest}.",
    "yes_no": "Antworten Sie mit Ja oder Nein.",
    "picks": "Wählen Sie eine oder mehrere Möglichkeiten.",
    "picks_from": "Wählen Sie mindestens {least} davon.",
    "picks_up_to": "Wählen Sie höchstens {most} davon.",
    "file": "Senden Sie eine Datei.",
    "file_kind": "Eine Datei dieser Art geht hier nicht.",
    "file_size": "Die Datei ist zu groß. Sie darf bis zu {most} MB haben.",
    "location": "Teilen Sie Ihren Standort oder schreiben Sie ihn als 52.52, 13.40.",
    "option": "Wählen Sie eines davon: {options}.",
    "agreement": "Dem muss zugestimmt werden.",
    "required": "Hier braucht es eine Antwort.",
}

_BY_LANGUAGE = {"en": ENGLISH, "de": GERMAN}


class NotAnAnswer(Exception):
    """An answer does not fit.

    Args:
        reason: What was expected, as a key of the sentences; empty where the question itself
            says it best.
        facts: What the sentence names.
    """

    def __init__(self, reason: str = "", **facts: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts = facts

    def in_words(self, language: str) -> str:
        """Say what was expected; nothing where there are no words in this language."""
        sentences = _BY_LANGUAGE.get(family(language), {})
        return sentences.get(self.reason, "").format_map(self.facts)


def family(language: str) -> str:
    """Give the language without its country: ``de`` of ``de-AT``."""
    return language.lower().split("-")[0]
