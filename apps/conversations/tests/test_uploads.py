"""Files of visitors: who may send what, and who gets it back."""

import time
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import AsyncClient

from apps.conversations.console.inbox import list_rows
from apps.conversations.orchestrator.claim import claim_conversation
from apps.conversations.tests.conftest import Shop, Visitor
from apps.conversations.thread.accept import accept
from apps.conversations.thread.uploads import MAX_BYTES, UPLOADS_AT_ONCE, upload_link
from apps.conversations.widget.api import MessageIn
from apps.platform.db.units import unit_of_work

UPLOADS = "/api/v1/widget/uploads"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 24
PDF = b"%PDF-1.7\n%"
ZIP = b"PK\x03\x04" + b"\0" * 30


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


async def send(visitor: Visitor, name: str, body: bytes, token: str | None = None) -> Any:
    headers = {"Authorization": f"Bearer {token or visitor.visit.token}"}
    file = SimpleUploadedFile(name, body)
    return await AsyncClient().post(UPLOADS, {"file": file}, headers=headers)


async def say(visitor: Visitor, **said: Any) -> Any:
    body = {"key": visitor.shop.tenant.public_id, "token": visitor.visit.token, **said}
    body |= {"client_msg_id": str(uuid4())}
    place = (visitor.shop.tenant.id, visitor.id)
    return await accept(*place, MessageIn(**body))


async def thread(visitor: Visitor) -> list[dict[str, Any]]:
    headers = {"Authorization": f"Bearer {visitor.visit.token}"}
    answer = await AsyncClient().get("/api/v1/widget/messages", headers=headers)
    return [message["content"] for message in answer.json()["messages"]]


async def test_a_sent_picture_stands_in_the_thread_and_can_be_fetched(visitor: Visitor) -> None:
    kept = (await send(visitor, "fern.png", PNG)).json()
    assert (kept["name"], kept["media_type"], kept["bytes"]) == ("fern.png", "image/png", len(PNG))
    await say(visitor, attachment=kept["id"])
    (content,) = await thread(visitor)
    assert (content["type"], content["kind"], content["name"]) == ("media", "image", "fern.png")
    answer = await AsyncClient().get(content["url"])
    assert answer.content == PNG
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Content-Disposition"].startswith("inline")


async def test_what_is_no_picture_is_only_ever_downloaded(visitor: Visitor) -> None:
    kept = (await send(visitor, "bill.pdf", PDF)).json()
    await say(visitor, attachment=kept["id"])
    (content,) = await thread(visitor)
    assert content["kind"] == "file"
    answer = await AsyncClient().get(content["url"])
    assert answer["Content-Disposition"] == 'attachment; filename="bill.pdf"'


async def test_the_flow_learns_what_was_sent(visitor: Visitor) -> None:
    await visitor.bot()
    kept = (await send(visitor, "fern.png", PNG)).json()
    await say(visitor, attachment=kept["id"])
    claimed = await claim_conversation(visitor.shop.tenant.id, visitor.id)
    assert claimed is not None
    (given,) = claimed.inputs
    assert (given.text, given.attachment) == ("fern.png", kept)


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("page.html", b"<script>alert(1)</script>"),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("fern.png", b"<script>alert(1)</script>"),
        ("fern.txt", PNG),
        ("tool.exe", b"MZ" + b"\0" * 60),
        ("many.zip", ZIP),
        ("nameless", PNG),
        ("notes.txt", b"words\0and more"),
    ],
)
async def test_a_file_whose_content_or_name_is_not_allowed_is_refused(
    visitor: Visitor, name: str, body: bytes
) -> None:
    answer = await send(visitor, name, body)
    assert (answer.status_code, answer.json()["code"]) == (422, "file_type")


@pytest.mark.parametrize(
    ("name", "body", "media_type"),
    [
        ("NOTES.TXT", "Grüße, schräg".encode(), "text/plain"),
        ("long.csv", ("ü" * 5_000).encode(), "text/csv"),
        ("photo.JPEG", b"\xff\xd8\xff\xe0" + b"\0" * 30, "image/jpeg"),
    ],
)
async def test_plain_words_and_pictures_of_any_spelling_are_taken(
    visitor: Visitor, name: str, body: bytes, media_type: str
) -> None:
    assert (await send(visitor, name, body)).json()["media_type"] == media_type


async def test_a_file_that_is_too_large_or_empty_is_refused(visitor: Visitor) -> None:
    large = await send(visitor, "fern.png", PNG + b"\0" * MAX_BYTES)
    assert (large.status_code, large.json()["code"]) == (413, "file_too_large")
    empty = await send(visitor, "fern.png", b"")
    assert (empty.status_code, empty.json()["code"]) == (422, "file_empty")


async def test_the_name_comes_without_folders(visitor: Visitor) -> None:
    kept = (await send(visitor, "C:\\secret\\..\\fern\x07.png", PNG)).json()
    assert kept["name"] == "fern.png"


async def test_more_files_than_anybody_sends_are_refused(visitor: Visitor) -> None:
    for _ in range(UPLOADS_AT_ONCE):
        assert (await send(visitor, "fern.png", PNG)).status_code == 200
    assert (await send(visitor, "fern.png", PNG)).status_code == 429


async def test_only_the_visitor_can_send(visitor: Visitor) -> None:
    assert (await send(visitor, "fern.png", PNG, token="nobody")).status_code == 401
    answer = await AsyncClient().post(UPLOADS, {"file": SimpleUploadedFile("a.png", PNG)})
    assert answer.status_code == 401


async def test_nobody_names_the_file_of_another_visitor(shop: Shop, visitor: Visitor) -> None:
    kept = (await send(visitor, "fern.png", PNG)).json()
    other = await unit_of_work(Visitor.arrives)(shop)
    body = {"key": shop.tenant.public_id, "token": other.visit.token, "attachment": kept["id"]}
    body |= {"client_msg_id": str(uuid4())}
    address = "/api/v1/widget/messages"
    answer = await AsyncClient().post(address, body, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


async def test_a_link_works_for_its_file_alone_and_not_for_ever(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = (await send(visitor, "fern.png", PNG)).json()
    link = upload_link(visitor.shop.tenant.id, kept["id"])
    assert (await AsyncClient().get(link)).status_code == 200
    for broken in (link[:-1], f"{UPLOADS}/{kept['id']}", upload_link(uuid4(), kept["id"])):
        assert (await AsyncClient().get(broken)).status_code == 404
    tomorrow = time.time() + 90_000
    monkeypatch.setattr("time.time", lambda: tomorrow)
    assert (await AsyncClient().get(link)).status_code == 404


async def test_the_inbox_shows_the_name_of_the_file(visitor: Visitor) -> None:
    kept = (await send(visitor, "fern.png", PNG)).json()
    await say(visitor, attachment=kept["id"])
    (row,) = await unit_of_work(list_rows)(visitor.shop.tenant.id)
    assert row.last_words == "fern.png"
