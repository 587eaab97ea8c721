from typing import Any

import pytest

from apps.core.content import FileRequestContent
from apps.core.events import VisitorInput
from apps.flows.engine import compile_graph
from apps.flows.testing import Talk, draw

PHOTO: dict[str, Any] = {"id": "f1", "name": "fern.jpg", "media_type": "image/jpeg", "bytes": 1_000}


def talk(**config: Any) -> Talk:
    graph = draw(
        "start -> ask; ask.answered -> bye",
        ask=("ask_file", {"text": "A photo?", "save_as": "photo"} | config),
        bye=("end", {"message": "Got {{ photo.name }}"}),
    )
    return Talk(compile_graph(graph))


async def test_it_asks_for_files_it_takes() -> None:
    visitor = talk(accepts="pictures", max_megabytes=2)
    await visitor.open()
    asked = FileRequestContent(text="A photo?", accept=("image/*",), max_bytes=2_097_152)
    assert visitor.last.replies == (asked,)


async def test_a_sent_file_is_saved() -> None:
    visitor = talk()
    await visitor.open()
    assert await visitor.attach(**PHOTO) == ["Got fern.jpg"]
    assert visitor.variables["photo"] == PHOTO


async def test_the_last_file_of_a_burst_counts() -> None:
    visitor = talk()
    await visitor.open()
    other = PHOTO | {"name": "cactus.jpg"}
    inputs = [VisitorInput("", attachment=file) for file in (PHOTO, other)]
    assert await visitor.turn("message", *inputs, VisitorInput("there")) == ["Got cactus.jpg"]


@pytest.mark.parametrize(
    ("file", "answer"),
    [
        ({"media_type": "application/x-msdownload"}, "A file of this kind cannot be used here."),
        ({"bytes": 3_000_000}, "The file is too large. It can have up to 2 MB."),
    ],
)
async def test_a_file_that_does_not_fit_is_refused(file: dict[str, Any], answer: str) -> None:
    visitor = talk(accepts="pictures_and_documents", max_megabytes=2)
    await visitor.open()
    await visitor.attach(**(PHOTO | file))
    (again,) = visitor.last.replies
    assert isinstance(again, FileRequestContent)
    assert again.text == answer


async def test_words_are_no_file() -> None:
    visitor = talk()
    await visitor.open()
    await visitor.say("fern.jpg")
    assert visitor.last.outcome == "waiting"
