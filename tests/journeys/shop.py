"""The shop's website, led by another flow for as long as a journey needs it."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.product import Product

_FOLLOW = """
from apps.channels.models import Channel
from apps.platform.db.scope import system_scope
with system_scope("the end of a journey"):
    Channel.objects.filter(public_id="{channel_id}").update(default_flow="{flow_id}")
"""


@contextmanager
def following(product: Product, flow: Mapping[str, Any]) -> Iterator[None]:
    """Let visitors of the shop meet this flow file, and the front desk again afterwards."""
    demo = product.demo
    with TemporaryDirectory() as folder:
        file = Path(folder) / "flow.json"
        file.write_text(json.dumps(flow))
        found = json.loads(product.manage("flow", "validate", str(file), "--json", check=False))
        assert found["errors"] == []
        product.manage(
            *("flow", "import", str(file), "--publish"),
            *("--tenant", demo["tenant_id"], "--channel", demo["channel_id"]),
        )
    try:
        yield
    finally:
        product.manage("shell", "--command", _FOLLOW.format(**demo))
