"""A process that runs no flow does not pay for what flows run on."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]

SCRIPT = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "xin_project.settings"
import django
django.setup()
from apps.flows.engine.registry import node_kinds
import sys
assert len(list(node_kinds())) > 50
print({"haystack", "openai"} & sys.modules.keys())
"""


def test_the_project_and_every_kind_load_without_haystack_and_openai() -> None:
    result = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.stdout == "set()\n", result.stderr
