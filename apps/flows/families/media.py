"""What the blocks that show a picture, a film, a sound or a file have in common."""

import re
from typing import Annotated, ClassVar, Literal, TypeVar

from pydantic import AfterValidator

from apps.core.content import MediaContent
from apps.flows.engine.component import Leave, Move, NodeComponent
from apps.flows.engine.kinds import NEXT, Exit, NodeConfig, Uses, Words, first_words
from apps.flows.engine.setting import Setting
from apps.flows.engine.texts import is_template
from apps.flows.engine.turn import TraceStep
from apps.flows.engine.walk import Walk
from apps.flows.graph.schema import PlainText, Text

_SECURE = re.compile(r"https://[^\s<>\"]{1,2000}", re.IGNORECASE)


def is_secure_address(address: str) -> bool:
    """Say whether something may be shown from there: over https, never a script or data."""
    return _SECURE.fullmatch(address) is not None


def _check_address(address: str) -> str:
    address = address.strip()
    if address and not is_template(address) and not is_secure_address(address):
        raise ValueError("the address has to begin with https://")
    return address


Address = Annotated[PlainText, AfterValidator(_check_address)]
"""Where something lies on the web; values may stand in it, and it is empty until it is written."""


_NAMES = {"image": "a picture", "video": "a video", "audio": "a sound", "file": "a file"}
"""How a sentence calls each kind."""


class MediaConfig(NodeConfig):
    """Where it lies, and the words with it; each kind gives ``name`` a title of its own."""

    url: Annotated[
        Address,
        Setting(
            "Address", description="Where it lies on the web. Begins with https://.", widget="words"
        ),
    ]
    name: Text = ""
    text: Annotated[Text, Setting("Caption", widget="text")] = ""


MediaT = TypeVar("MediaT", bound=MediaConfig)


class MediaComponent(NodeComponent[MediaT]):
    """Show it and go on; what is no address once its values are in shows nothing."""

    shows: ClassVar[Literal["image", "video", "audio", "file"]]

    def visit(self, walk: Walk) -> Move:
        url = walk.render(self.config.url).strip()
        if not is_secure_address(url):
            return Leave("next", {"shown": False})
        name, text = walk.render(self.config.name), walk.render(self.config.text)
        walk.reply(MediaContent(kind=self.shows, url=url, name=name, text=text))
        return Leave("next", {"shown": True})


def media_exits(config: MediaConfig) -> tuple[Exit, ...]:
    """Give the one way on."""
    return (NEXT,)


def media_summary(config: MediaConfig) -> str:
    """Give the words with it, else where it lies."""
    lines = (first_words(config.name), first_words(config.text))
    return "\n".join(line for line in lines if line.strip()) or config.url


def media_uses(config: MediaConfig) -> Uses:
    """Give the texts; without an address there is nothing to show."""
    texts = (
        Words("url", config.url),
        Words("name", config.name, required=False),
        Words("text", config.text, required=False),
    )
    return Uses(texts=texts)


def explain_media(step: TraceStep) -> str:
    """Tell what was shown, or why nothing was."""
    if step.detail["shown"]:
        return f"Showed {_NAMES[step.kind]}."
    return "Showed nothing, because the address does not begin with https://."
