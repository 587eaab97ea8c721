"""Flow files to begin with; the settings say where they stand."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from apps.core.errors import NotFound


@dataclass(frozen=True)
class FlowTemplate:
    """A flow file under a short id."""

    id: str
    name: str
    graph: dict[str, Any]


@cache
def get_templates() -> tuple[FlowTemplate, ...]:
    """Give the templates there are."""
    return tuple(_read(Path(path)) for path in settings.XIN_FLOW_TEMPLATES)


def get_template(template_id: str) -> FlowTemplate:
    """Find a template.

    Raises:
        NotFound: there is none with this id.
    """
    for template in get_templates():
        if template.id == template_id:
            return template
    raise NotFound("There is no such template.")


def _read(path: Path) -> FlowTemplate:
    graph = json.loads(path.read_text())
    return FlowTemplate(id=path.stem, name=graph["name"], graph=graph)
