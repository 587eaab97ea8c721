"""``manage.py channel``: an administrator opens a channel of any adapter."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from apps.channels.accounts import open_account
from apps.channels.queries import access_provider_channel, get_channels
from apps.tenants.models import Tenant


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    told: dict[str, Any] = {
        "config": {"url": "https://till.example/chat"},
        "secrets": {"signing": ["whsec_c2VzYW1lIG9wZW4h"]},
        "list": [],
    }
    for name, value in told.items():
        (tmp_path / name).write_text(json.dumps(value))
    return {name: str(tmp_path / name) for name in told}


def add(kind: str = "webhook", **options: str) -> Any:
    out = StringIO()
    given = [f"--{name}={value}" for name, value in options.items()]
    call_command(
        "channel", "add", kind, "--tenant=plants", "--name=Till", *given, "--json", stdout=out
    )
    return json.loads(out.getvalue())


def test_it_opens_a_channel_for_its_adapter(plants: Tenant, files: dict[str, str]) -> None:
    opened = add(config=files["config"], secrets=files["secrets"])
    channel = access_provider_channel(opened["key"])
    assert opened["address"].endswith(f"/webhooks/{channel.public_id}")
    account = open_account(channel)
    assert account.config == {"url": "https://till.example/chat"}
    assert account.secrets == {"signing": ["whsec_c2VzYW1lIG9wZW4h"]}
    assert "whsec" not in channel.secrets


@pytest.mark.parametrize("config", ["list", "nowhere"])
def test_it_refuses_what_is_no_object(config: str, plants: Tenant, files: dict[str, str]) -> None:
    with pytest.raises(CommandError):
        add(config=files.get(config, "/nowhere/at/all"))
    assert get_channels(plants) == []


def test_it_knows_the_kinds_that_are_installed(plants: Tenant) -> None:
    with pytest.raises(CommandError, match="invalid choice: 'pigeon'"):
        add("pigeon")
