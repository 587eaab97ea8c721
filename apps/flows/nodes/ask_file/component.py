"""Asks for a file."""

from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Annotated, Literal

from pydantic import Field, JsonValue

from apps.core.content import FileRequestContent
from apps.flows.engine.setting import Setting
from apps.flows.engine.walk import Walk
from apps.flows.families.question.component import Question, QuestionAnswer
from apps.flows.families.question.config import SavingConfig
from apps.flows.families.question.sentences import NotAnAnswer

BYTES_OF_A_MEGABYTE = 1024 * 1024
MAX_MEGABYTES = 10

Accepts = Literal["anything", "pictures", "documents", "pictures_and_documents", "recordings"]

_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
PICTURES = ("image/*",)
DOCUMENTS = (
    *("application/pdf", "text/plain", "text/csv", "application/rtf", "application/msword"),
    *("application/vnd.ms-excel", "application/vnd.ms-powerpoint"),
    *(f"{_OFFICE}.wordprocessingml.document", f"{_OFFICE}.spreadsheetml.sheet"),
    *(f"{_OFFICE}.presentationml.presentation", f"{_OPEN}.text", f"{_OPEN}.spreadsheet"),
)
MEDIA_TYPES: Mapping[Accepts, tuple[str, ...]] = {
    "anything": (),
    "pictures": PICTURES,
    "documents": DOCUMENTS,
    "pictures_and_documents": (*PICTURES, *DOCUMENTS),
    "recordings": ("audio/*", "video/*"),
}


class AskFileConfig(SavingConfig):
    """The question, and which files answer it."""

    accepts: Annotated[
        Accepts,
        Setting(
            "What can be sent",
            widget="select",
            options={
                "anything": "Any file",
                "pictures": "Pictures",
                "documents": "Documents",
                "pictures_and_documents": "Pictures and documents",
                "recordings": "Sound and video",
            },
        ),
    ] = "anything"
    max_megabytes: Annotated[
        int, Field(ge=1, le=MAX_MEGABYTES), Setting("Largest file in MB", widget="number")
    ] = 10

    @property
    def media_types(self) -> tuple[str, ...]:
        """The media types that can be sent; empty: all."""
        return MEDIA_TYPES[self.accepts]

    @property
    def max_bytes(self) -> int:
        """The size of the largest file."""
        return self.max_megabytes * BYTES_OF_A_MEGABYTE


class AskFile(Question[AskFileConfig]):
    """Ask and wait; the file sent last is the answer if it is of a wanted kind and size."""

    def show(self, walk: Walk, text: str) -> None:
        accept, max_bytes = self.config.media_types, self.config.max_bytes
        walk.reply(FileRequestContent(text=text, accept=accept, max_bytes=max_bytes))

    def read(self, walk: Walk) -> QuestionAnswer:
        sent = [given.attachment for given in walk.turn.inputs if given.attachment is not None]
        if not sent:
            raise NotAnAnswer("file")
        file = sent[-1]
        if not self._is_wanted(file):
            raise NotAnAnswer("file_kind")
        if self._size(file) > self.config.max_bytes:
            raise NotAnAnswer("file_size", most=self.config.max_megabytes)
        return QuestionAnswer(dict(file))

    def _is_wanted(self, file: Mapping[str, JsonValue]) -> bool:
        media_type = str(file.get("media_type", "")).lower()
        wanted = self.config.media_types
        return not wanted or any(fnmatchcase(media_type, pattern) for pattern in wanted)

    def _size(self, file: Mapping[str, JsonValue]) -> float:
        size = file.get("bytes")
        return size if isinstance(size, int | float) else 0
