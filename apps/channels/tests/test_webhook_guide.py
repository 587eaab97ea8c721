"""The samples of docs/webhooks.md sign and check as we do."""

import json
import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from apps.channels.adapters.webhook import adapter
from apps.channels.adapters.webhook.schemas import MessageOut
from apps.channels.adapters.webhook.signature import check_signature, new_secret, signed_headers

GUIDE = Path(__file__).parents[3] / "docs" / "webhooks.md"
BODY = '{"text": "Grüße 🌿"}'.encode()

NODE = shutil.which("node")


def code(language: str) -> str:
    (found,) = re.findall(rf"```{language}\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    return str(found)


def python_says(expression: str, **known: Any) -> Any:
    names: dict[str, Any] = {}
    exec(code("python"), names)  # our own documentation
    return eval(expression, names | known)


def node_says(expression: str, **known: Any) -> Any:
    told = json.dumps(known | {"body": known["body"].decode()})
    script = f"{code('js')}const {{ secret, headers, body }} = {told};"
    script += f"console.log(JSON.stringify({expression}));"
    done = subprocess.run([NODE or "node", "-e", script], capture_output=True, check=True)
    return json.loads(done.stdout)


@pytest.fixture(params=["python", "node"])
def says(request: pytest.FixtureRequest) -> Any:
    if request.param == "node" and NODE is None:
        pytest.skip("NO NODE: the second sample needs one.")
    return python_says if request.param == "python" else node_says


def test_what_the_sample_signs_comes_in(says: Any) -> None:
    secret = new_secret()
    headers = says("sign(secret, body)", secret=secret, headers={}, body=BODY)
    check_signature([new_secret(), secret], headers, datetime.now(UTC), BODY)


def test_the_sample_takes_what_we_sign_and_nothing_else(says: Any) -> None:
    secret, other, now = new_secret(), new_secret(), datetime.now(UTC)
    ours = signed_headers([other, secret], "m1", now, BODY)
    late = signed_headers([secret], "m1", now - timedelta(hours=1), BODY)
    taken = [
        says("verify(secret, headers, body)", secret=known, headers=headers, body=body)
        for known, headers, body in [
            (secret, ours, BODY),
            (other, ours, BODY),
            (new_secret(), ours, BODY),
            (secret, ours, BODY + b" "),
            (secret, late, BODY),
        ]
    ]
    assert taken == [True, True, False, False, False]


def test_the_events_of_the_guide_are_events() -> None:
    posted, comes = map(
        json.loads, re.findall(r"```json\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    )
    assert adapter.read(posted).address == "carl"
    assert set(comes) == set(MessageOut.model_fields)
