"""Trying whether the model answers, from its settings page."""

from asgiref.sync import async_to_sync

from apps.flows.language_model.server import ModelAnswer, ask_server
from apps.flows.language_model.settings import note_use, server_of
from apps.flows.models import ModelSettings

QUESTION = "Say hello to the team of {name} in one short sentence."
MAX_TOKENS = 500
"""Far more than a sentence: some models think before they speak."""
SECONDS = 15


def try_model(stored: ModelSettings) -> ModelAnswer:
    """Ask one line and give the answer as the model port does."""
    question = QUESTION.format(name=stored.tenant.name)
    answer = async_to_sync(ask_server)(
        server_of(stored),
        {
            "messages": [{"role": "user", "text": question}],
            "schema": None,
            "max_tokens": MAX_TOKENS,
            "seconds": SECONDS,
        },
    )
    used = [int(str(answer.get(name, 0))) for name in ("tokens_in", "tokens_out")]
    note_use(stored.tenant_id, None, *used)
    return answer
