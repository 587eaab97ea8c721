"""A channel of a provider that speaks lines: its hub posts a line, and gets a line back."""

import hmac
from collections.abc import Sequence

from pydantic import JsonValue

from xin_sdk.channels import (
    Account,
    ChatEvent,
    OutgoingMessage,
    OutgoingRequest,
    ProviderEvent,
    ProviderRequest,
    RequestFailed,
    SendFailed,
    Spoke,
    Unauthenticated,
    Unreadable,
    send_request,
)
from xin_sdk.content import in_words


class LineAdapter:
    """Lines of ``id<TAB>person<TAB>words``. The hub shows what comes twice twice."""

    kind = "lines"
    label = "Line hub"
    repeatable = False

    def check(self, account: Account, request: ProviderRequest) -> None:
        """The hub sends the word that both sides know."""
        word = request.headers.get("x-hub-word", "")
        if not hmac.compare_digest(word.encode(), str(account.secrets["word"]).encode()):
            raise Unauthenticated("The hub's word does not fit.")

    def split(self, request: ProviderRequest) -> Sequence[ProviderEvent]:
        """Each line is an event."""
        lines = request.body.decode("utf-8", "replace").replace("\x00", "").splitlines()
        return [_event(line) for line in lines if line]

    def read(self, raw: JsonValue) -> ChatEvent:
        """Somebody said something; nothing else ever happens there."""
        match str(raw).split("\t"):
            case [_, person, words] if person and words:
                return ChatEvent(person, Spoke(words))
        raise Unreadable("not three parts")

    async def send(self, account: Account, message: OutgoingMessage) -> str:
        """Post one line; the hub gives no name to it."""
        line = f"{message.address}\t{in_words(message.content)}".encode()
        try:
            answer = await send_request(OutgoingRequest("POST", account.config["hub"], body=line))
        except RequestFailed as failed:
            raise SendFailed(failed.reason, "unknown") from failed
        if answer.status >= 300:
            raise SendFailed(f"http_{answer.status}", "permanent")
        return ""


def _event(line: str) -> ProviderEvent:
    name, _, rest = line.partition("\t")
    return ProviderEvent((name or line)[:200], rest.partition("\t")[0][:200], line)


adapter = LineAdapter()
