"""How the inspector shows a setting of a block: its title, its input, and when it is there."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypedDict, Unpack, get_args

from pydantic import Field

Widget = Literal[
    "block",
    "choices",
    "fields",
    "flow",
    "language",
    "name",
    "number",
    "rows",
    "select",
    "switch",
    "team",
    "text",
    "texts",
    "time",
    "variable",
    "words",
]
"""The inputs that the inspector has; where none is named it follows from the type."""


class Hints(TypedDict, total=False):
    """What the inspector knows beside title and description.

    ``options`` are the words for the values of a choice of one, ``labels`` those that read on
    within a row's sentence. ``only_with`` names other settings of the same config and the values
    with which this one is shown, and stored. ``advanced`` folds it away.
    """

    widget: Widget
    advanced: bool
    options: Mapping[str, str]
    labels: Mapping[str, str]
    only_with: Mapping[str, Sequence[str]]


def Setting(  # noqa: N802 - stands in annotations beside pydantic's own `Field`
    title: str | None = None, description: str | None = None, **hints: Unpack[Hints]
) -> Any:
    """Describe one field of a config, within ``Annotated``.

    ``colour: Annotated[PlainText, Setting("Colour", widget="words")] = ""``

    Raises:
        ValueError: the inspector has no such widget.
    """
    if "widget" in hints and hints["widget"] not in get_args(Widget):
        raise ValueError(f"the inspector has no widget “{hints['widget']}”")
    shown: dict[str, Any] | None = {"ui": {**hints}} if hints else None
    return Field(title=title, description=description, json_schema_extra=shown)
