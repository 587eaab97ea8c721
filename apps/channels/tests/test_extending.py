"""A package adds a kind of channel: the example is installed, opened, posted to and sent by."""

from pathlib import Path

from apps.flows.tests.test_extending import installed, python

__all__ = ["installed"]

CODE = """
import asyncio, uuid
from datetime import UTC, datetime
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "xin_project.settings"
import django
django.setup()
from django.conf import settings
settings.XIN_ALLOW_LOOPBACK_HTTP = True
from apps.channels.adapter import Account, OutgoingMessage, ProviderRequest
from apps.channels.registry import adapter_of, label_of
from apps.core.content import TextContent
from apps.core.errors import Unauthenticated

lines = adapter_of("lines")
print(label_of("lines"))

def posted(word):
    body = b"1\\tcarl\\tHello there\\n2\\tanna\\n\\n"
    return ProviderRequest({"x-hub-word": word}, body, datetime.now(UTC))

async def main():
    heard = []

    async def hub(reader, writer):
        head = (await reader.readuntil(b"\\r\\n\\r\\n")).decode().lower()
        size = int(head.partition("content-length: ")[2].partition("\\r\\n")[0])
        heard.append((await reader.readexactly(size)).decode())
        writer.write(b"HTTP/1.1 204 No Content\\r\\n\\r\\n")
        writer.close()

    server = await asyncio.start_server(hub, "127.0.0.1", 0)
    url = "http://127.0.0.1:%d/" % server.sockets[0].getsockname()[1]
    account = Account(uuid.uuid4(), {"hub": url}, {"word": "sesame"})
    lines.check(account, posted("sesame"))
    try:
        lines.check(account, posted("guess"))
    except Unauthenticated:
        print("refused")
    for event in lines.split(posted("sesame")):
        try:
            print(event.provider_id, event.sender, lines.read(event.raw).deed.text)
        except Exception as wrong:
            print(event.provider_id, event.sender, type(wrong).__name__)
    said = TextContent(text="Hello Carl")
    now = datetime.now(UTC)
    message = OutgoingMessage(uuid.uuid4(), uuid.uuid4(), "carl", 1, "bot", said, now)
    await lines.send(account, message)
    print(heard)

asyncio.run(main())
"""


def test_a_package_brings_a_kind_of_channel(installed: Path) -> None:
    done = python(CODE, installed)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "Line hub",
        "refused",
        "1 carl Hello there",
        "2 anna Unreadable",
        "['carl\\tHello Carl']",
    ]


def test_without_the_package_there_is_no_such_channel() -> None:
    done = python(CODE, None)
    assert "There is no such channel." in done.stderr
