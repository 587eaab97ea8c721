"""Why a model gave no answer, in plain words."""

from collections.abc import Mapping

FAILURES: Mapping[str, str] = {
    "no_model": "No model is set up in this workspace: Settings > Model.",
    "switched_off": "It is not asked here.",
    "timeout": "It did not answer in time.",
    "rate_limited": "Its server gets too many requests just now.",
    "unreachable": "Its server cannot be reached.",
    "not_public": "Its address is none of the public internet, and nothing else is allowed here.",
    "wrong_key": "Its server does not accept the key.",
    "unknown_model": "Its server has no model of this name, or the address is wrong.",
    "refused": "Its server refused the request.",
    "server_error": "Its server has a problem of its own.",
    "broken": "Its answer cannot be read.",
    "broken_off": "Its answer broke off.",
    "cut_short": "Its answer is longer than this block allows.",
    "filtered": "Its server holds the answer back.",
    "too_long": "What it shall read is longer than this block allows.",
    "nothing_to_read": "There is nothing to read.",
    "turn_budget": "The budget of one turn is spent.",
    "conversation_budget": "The budget of one conversation is spent.",
    "daily_budget": "The workspace's budget for today is spent.",
}


class ModelFailed(Exception):
    """There is no answer; ``reason`` is one of `FAILURES`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def failure_in_words(reason: object) -> str:
    """Give the sentence of a reason."""
    return FAILURES.get(str(reason), "It failed.")
