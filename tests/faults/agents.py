"""A person of the workspace at the API, as the console calls it."""

import json
import urllib.request
from typing import Any

from tests.faults.visitors import PATIENCE_SECONDS
from tests.product import Product

CSRF_TOKEN = "a" * 32


class Agent:
    """Somebody signed in, who may take conversations over."""

    def __init__(self, product: Product, session: str) -> None:
        self.cookies = {"Cookie": f"sessionid={session}; csrftoken={CSRF_TOKEN}"}
        self._slug = product.demo["slug"]
        self._address = f"{product.app_url}/api/v1/workspaces/{self._slug}/conversations"

    def socket_address(self, door: str) -> str:
        """Give where the console's socket is at one of the webs."""
        return f"{door.replace('http', 'ws', 1)}/ws/console/{self._slug}"

    def take_over(self, conversation_id: str, owner_epoch: int) -> dict[str, Any]:
        """Speak instead of the bot."""
        return self._post(conversation_id, "take_over", {"owner_epoch": owner_epoch})

    def return_to_bot(self, conversation_id: str) -> dict[str, Any]:
        """Let the bot ask its question again."""
        return self._post(conversation_id, "return_to_bot", {"how": "ask_again"})

    def read(self, path: str) -> Any:
        """Read the inbox, or what stands below it."""
        return _answer(urllib.request.Request(f"{self._address}{path}", headers=self.cookies))

    def _post(self, conversation_id: str, verb: str, body: dict[str, Any]) -> dict[str, Any]:
        request = urllib.request.Request(
            f"{self._address}/{conversation_id}/{verb}",
            data=json.dumps(body).encode(),
            headers={
                "Content-Type": "application/json",
                "X-CSRFToken": CSRF_TOKEN,
                **self.cookies,
            },
        )
        said: dict[str, Any] = _answer(request)
        return said


def _answer(request: urllib.request.Request) -> Any:
    with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as answer:
        return json.load(answer)
