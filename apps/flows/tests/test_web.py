"""The http port of a workspace: its secrets go to their server, and come back to nobody."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from apps.flows.engine import Recorder, Replayer, ReplayMismatch
from apps.flows.runtime.ports import workspace_ports
from apps.platform.db.units import close_connections, unit_of_work
from apps.tenants.models import Tenant, User
from apps.tenants.secrets.store import add_secret
from apps.tenants.workspaces.services import create_tenant


@dataclass
class Shop:
    """A server on this machine that says what it was asked."""

    port: int = 0
    asked: list[str] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        self.asked.append(head)
        body = head.encode()
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        await writer.drain()
        writer.close()

    def request(self, secret: str = "", host: str = "127.0.0.1", **changes: Any) -> dict[str, Any]:
        header = {"name": "Authorization", "value": "Bearer ", "secret": secret}
        asked = {
            "method": "GET",
            "url": f"http://{host}:{self.port}/",
            "headers": [header] if secret else [],
            "body": "",
            "seconds": 5,
        }
        return {**asked, **changes}


@pytest.fixture
async def shop(settings: Any) -> AsyncIterator[Shop]:
    settings.XIN_ALLOW_LOOPBACK_HTTP = True
    shop = Shop()
    server = await asyncio.start_server(shop.serve, "127.0.0.1", 0)
    shop.port = server.sockets[0].getsockname()[1]
    yield shop
    server.close()


def furnish() -> Tenant:
    anna = User.objects.create_user("anna@plants.example")
    tenant = create_tenant("Plants", "plants", anna)
    add_secret(tenant, "shop_key", "127.0.0.1", "open-sesame", anna)
    return tenant


@pytest.fixture
async def plants(committed_db: None) -> AsyncIterator[Tenant]:
    yield await unit_of_work(furnish)()
    close_connections()


async def test_a_secret_goes_to_its_server_and_is_masked_in_the_answer(
    shop: Shop, plants: Tenant
) -> None:
    recorder = Recorder(workspace_ports(plants.id))
    answer = await recorder.ports.http.send(shop.request("shop_key"))
    assert "Authorization: Bearer open-sesame" in shop.asked[0]
    assert answer["status"] == 200
    assert "Authorization: Bearer •••" in str(answer["text"])
    assert "open-sesame" not in str(recorder.answers)


async def test_no_other_server_gets_it(shop: Shop, plants: Tenant, settings: Any) -> None:
    http = workspace_ports(plants.id).http
    elsewhere = {"error": "secret_elsewhere", "secret": "shop_key"}
    assert await http.send(shop.request("shop_key", host="localhost")) == elsewhere
    assert await http.send(shop.request("other")) == {"error": "no_secret", "secret": "other"}
    settings.XIN_ALLOW_LOOPBACK_HTTP = False
    unsafe = {"error": "secret_unsafe", "secret": "shop_key"}
    assert await http.send(shop.request("shop_key")) == unsafe
    assert shop.asked == []


async def test_what_cannot_be_sent_is_an_answer_too(shop: Shop, plants: Tenant) -> None:
    http = workspace_ports(plants.id).http
    assert await http.send(shop.request(url="http://10.0.0.1/")) == {"error": "refused"}
    assert await http.send(shop.request(url="nowhere")) == {"error": "bad_address"}


async def test_a_replay_gives_the_recorded_answer_to_the_same_request_only(
    shop: Shop, plants: Tenant
) -> None:
    recorder = Recorder(workspace_ports(plants.id))
    answer = await recorder.ports.http.send(shop.request())
    recorded = [vars(one) for one in recorder.answers]
    assert await Replayer(recorded).ports.http.send(shop.request()) == answer
    with pytest.raises(ReplayMismatch):
        await Replayer(recorded).ports.http.send(shop.request(method="DELETE"))
    assert len(shop.asked) == 1
