"""What a visitor said, as the engine reads it."""

from typing import Any

from apps.core.events import VisitorInput


def read_input(content: dict[str, Any]) -> VisitorInput:
    """Read the content of a visitor's message as the engine reads it."""
    return VisitorInput(
        text=content["text"] or content.get("name", ""),
        choice=content.get("choice"),
        values=content.get("values"),
        attachment=content.get("file"),
    )
