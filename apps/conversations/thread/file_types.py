"""What kind of file it is, by its first bytes; the name has to agree, and proves nothing alone."""

from pathlib import PurePath

import filetype

from apps.core.errors import Invalid

PICTURES = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp"})
"""What every browser draws, and what can carry no script."""

_ZIPPED = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
_PLAIN = {"txt": "text/plain", "csv": "text/csv"}

ALLOWED: dict[str, frozenset[str]] = {
    "image/jpeg": frozenset({"jpg", "jpeg"}),
    "image/png": frozenset({"png"}),
    "image/gif": frozenset({"gif"}),
    "image/webp": frozenset({"webp"}),
    "image/heic": frozenset({"heic", "heif"}),
    "application/pdf": frozenset({"pdf"}),
    "application/rtf": frozenset({"rtf"}),
    "application/msword": frozenset({"doc"}),
    "application/vnd.ms-excel": frozenset({"xls"}),
    "application/vnd.ms-powerpoint": frozenset({"ppt"}),
    "audio/mpeg": frozenset({"mp3"}),
    "audio/mp4": frozenset({"m4a"}),
    "audio/ogg": frozenset({"ogg", "oga"}),
    "audio/x-wav": frozenset({"wav"}),
    "video/mp4": frozenset({"mp4", "m4v"}),
    "video/quicktime": frozenset({"mov"}),
    "video/webm": frozenset({"webm"}),
    **{kind: frozenset({extension}) for extension, kind in {**_ZIPPED, **_PLAIN}.items()},
}
"""The kinds a visitor may send, each with the endings its name may have."""

HEAD_BYTES = 8_192


def media_type_of(name: str, head: bytes) -> str:
    """Give the media type of a file by its name and its first bytes.

    Raises:
        Invalid: nobody may send this kind of file, or its name says another kind.
    """
    extension = PurePath(name).suffix.lower().lstrip(".")
    found = _sniffed(extension, head)
    if extension in ALLOWED.get(found, ()):
        return found
    raise Invalid(
        "This kind of file cannot be sent. Send a picture, a PDF, a document, audio or video.",
        code="file_type",
    )


def _sniffed(extension: str, head: bytes) -> str:
    found = str(filetype.guess_mime(head) or "")
    if found == "application/zip":  # office files are zips whose first entry may say nothing
        return _ZIPPED.get(extension, found)
    return found or (_PLAIN.get(extension, "") if _is_text(head) else "")


def _is_text(head: bytes) -> bool:
    try:
        # The head may end in the middle of a character.
        return "\0" not in head[: HEAD_BYTES - 4].decode("utf-8", "strict")
    except UnicodeDecodeError as error:
        return len(head) == HEAD_BYTES and error.start > HEAD_BYTES - 8
