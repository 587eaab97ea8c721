"""What a config tells the inspector about its fields."""

from typing import Annotated, Any

import pytest

from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.setting import Setting
from apps.flows.graph.schema import PlainText


def test_a_setting_shows_in_the_schema_of_its_config() -> None:
    class Painted(NodeConfig):
        colour: Annotated[
            PlainText, Setting("Colour", "Of the wall.", widget="words", advanced=True)
        ] = "white"

    field = Painted.model_json_schema()["properties"]["colour"]
    assert (field["title"], field["description"]) == ("Colour", "Of the wall.")
    assert field["ui"] == {"widget": "words", "advanced": True}


def test_a_setting_without_hints_leaves_the_input_to_the_type() -> None:
    class Plain(NodeConfig):
        colour: Annotated[PlainText, Setting("Colour")] = "white"

    assert "ui" not in Plain.model_json_schema()["properties"]["colour"]


def test_a_widget_that_the_inspector_does_not_have_cannot_be_declared() -> None:
    unknown: Any = "wheel"
    with pytest.raises(ValueError, match="no widget “wheel”"):
        Setting("Colour", widget=unknown)
