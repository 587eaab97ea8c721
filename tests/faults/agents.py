"""A person of the workspace at the API, as the console calls it."""

import json
import urllib.request
from typing import Any

from tests.faults.visitors import PATIENCE_SECONDS
from tests.product import Product

CSRF_TOKEN = "a" * 32
_SIGN_IN = """
from django.test import Client
from apps.tenants.models import User
browser = Client()
browser.force_login(
    User.objects.get(email={email!r}), "allauth.account.auth_backends.AuthenticationBackend"
)
print(browser.cookies["sessionid"].value)
"""


class Agent:
    """Somebody signed in, who may take conversations over."""

    def __init__(self, product: Product, email: str) -> None:
        script = _SIGN_IN.format(email=email)
        self._session = product.manage("shell", "--command", script).split()[-1]
        self._address = f"{product.app_url}/api/v1/workspaces/{product.demo['slug']}/conversations"

    def take_over(self, conversation_id: str, owner_epoch: int) -> dict[str, Any]:
        """Speak instead of the bot."""
        return self._post(conversation_id, "take_over", {"owner_epoch": owner_epoch})

    def return_to_bot(self, conversation_id: str) -> dict[str, Any]:
        """Let the bot ask its question again."""
        return self._post(conversation_id, "return_to_bot", {"how": "ask_again"})

    def _post(self, conversation_id: str, verb: str, body: dict[str, Any]) -> dict[str, Any]:
        request = urllib.request.Request(
            f"{self._address}/{conversation_id}/{verb}",
            data=json.dumps(body).encode(),
            headers={
                "Content-Type": "application/json",
                "Cookie": f"sessionid={self._session}; csrftoken={CSRF_TOKEN}",
                "X-CSRFToken": CSRF_TOKEN,
            },
        )
        with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as answer:
            said: dict[str, Any] = json.load(answer)
        return said
