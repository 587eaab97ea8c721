"""The engine calls nobody."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]

SCRIPT = """
import asyncio, socket
looked_up = []
def refuse(*args, **kwargs):
    looked_up.append(args)
    raise OSError("no host look-up here")
socket.getaddrinfo = socket.gethostbyname = socket.create_connection = refuse
socket.socket.connect = refuse

from apps.flows.engine import Turn, compile_graph, run
from apps.flows.testing import desk, draw

graph = draw("start -> a -> p", a=("say", {"texts": ["Hi"]}), p="hand_over")
result = asyncio.run(run(compile_graph(graph), Turn("opened"), desk("Care")))
import haystack.telemetry._telemetry as telemetry
import sys
assert result.outcome == "handed_over", result
assert telemetry.telemetry is None
assert not any(name.split(".")[0] == "django" for name in sys.modules)
print("looked up:", looked_up)
"""


def test_importing_and_running_looks_up_no_host_and_needs_no_django() -> None:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("HAYSTACK_")
    }
    result = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.stdout == "looked up: []\n", result.stderr
