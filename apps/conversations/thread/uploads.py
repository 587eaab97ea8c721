"""Files that visitors send: kept under names nobody can guess, given out by links that expire.

A link is signed for one file of one workspace. Who may read the conversation gets it with the
message, made anew at every reading; whoever has no message has no link.
"""

import secrets
from collections.abc import Mapping
from datetime import timedelta
from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.core import signing
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from apps.conversations.models import Upload
from apps.conversations.thread.file_types import HEAD_BYTES, PICTURES, media_type_of
from apps.core.content import MediaContent, SentFile, storable
from apps.core.errors import Invalid, NotFound, RateLimited, TooLarge
from apps.platform.db.scope import tenant_scope

MAX_BYTES = 10 * 1024 * 1024
MAX_NAME = 150
UPLOADS_AT_ONCE = 20
AT_ONCE = timedelta(minutes=10)
LINK_LIFETIME = timedelta(days=1)
UPLOADS = "uploads"
"""The folder of the storage that they lie in, below it one for each workspace."""
UPLOADS_PATH = "/api/v1/widget/uploads"

_SALT = "xin.upload"


def keep_upload(tenant_id: UUID, conversation_id: UUID, file: "UploadedFile[bytes]") -> Upload:
    """Keep a file that a visitor sends; it is in no thread until a message names it.

    Raises:
        TooLarge: more than 10 MB.
        Invalid: an empty file, or one of a kind that nobody may send.
        RateLimited: more than 20 files in ten minutes.
    """
    name, size = _plain_name(file.name or ""), file.size or 0
    if size > MAX_BYTES:
        raise TooLarge("The file is larger than 10 MB.", code="file_too_large")
    if size == 0:
        raise Invalid("The file is empty.", code="file_empty")
    media_type = media_type_of(name, file.read(HEAD_BYTES))
    file.seek(0)
    with tenant_scope(tenant_id):
        _check_pace(conversation_id)
        place = f"{UPLOADS}/{tenant_id}/{secrets.token_urlsafe(24)}"
        return Upload.objects.create(
            tenant_id=tenant_id,
            conversation_id=conversation_id,
            place=default_storage.save(place, file),
            name=name,
            media_type=media_type,
            bytes=size,
        )


def sent_content(tenant_id: UUID, conversation_id: UUID, upload_id: UUID) -> MediaContent:
    """Give the message that a visitor's own upload makes.

    Raises:
        NotFound: the conversation has no such upload.
    """
    with tenant_scope(tenant_id):
        found = Upload.objects.filter(id=upload_id, conversation_id=conversation_id).first()
    if found is None:
        raise NotFound("There is no such file. Send it again.")
    file = SentFile(
        id=str(found.id), name=found.name, media_type=found.media_type, bytes=found.bytes
    )
    kind = "image" if found.media_type in PICTURES else "file"
    return MediaContent.model_validate({"kind": kind, "url": "", "name": found.name, "file": file})


def with_link(tenant_id: UUID, content: dict[str, Any]) -> dict[str, Any]:
    """Give a content as a reader gets it: a visitor's file comes with a fresh link."""
    file: Mapping[str, Any] | None = content.get("file")
    return content | {"url": upload_link(tenant_id, file["id"])} if file else content


def upload_link(tenant_id: UUID, upload_id: str) -> str:
    """Give a link to a file that works for a day."""
    key = signing.dumps([str(tenant_id), upload_id], salt=_SALT)
    return f"{UPLOADS_PATH}/{key}"


def read_upload(key: str) -> tuple[Upload, bytes]:
    """Give the file behind a link, and what is in it.

    Raises:
        NotFound: the link is not ours or has expired, or the file is gone.
    """
    try:
        tenant_id, upload_id = map(UUID, signing.loads(key, salt=_SALT, max_age=LINK_LIFETIME))
        with tenant_scope(tenant_id):
            upload = Upload.objects.get(id=upload_id)
        with default_storage.open(upload.place) as file:
            return upload, file.read()
    except (signing.BadSignature, Upload.DoesNotExist, FileNotFoundError):
        raise NotFound("This link has expired. Open the conversation again.") from None


def _check_pace(conversation_id: UUID) -> None:
    lately = Upload.objects.filter(
        conversation_id=conversation_id, created_at__gt=timezone.now() - AT_ONCE
    )
    if lately.count() >= UPLOADS_AT_ONCE:
        raise RateLimited("Too many files at once. Wait a few minutes and send it again.")


def _plain_name(name: str) -> str:
    """Give the name without folders and control characters, shortened before its ending."""
    shown = "".join(letter for letter in storable(name) if letter.isprintable())
    path = PurePath(shown.replace("\\", "/"))
    return path.stem[: MAX_NAME - len(path.suffix)] + path.suffix[:MAX_NAME]
