"""Flow files to begin with: the one that the settings name, then those of this app.

Beside the flow file of ours lie its tests; whoever begins with the flow gets them too.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from apps.core.errors import NotFound
from apps.flows.designer.thumbnail import Thumbnail, draw_thumbnail
from apps.flows.flow_tests import Script
from apps.flows.flow_tests.files import read_tests
from apps.flows.flow_tests.services import save_test
from apps.flows.models import Flow
from apps.flows.versions.services import import_flow
from apps.platform.db.scope import tenant_scope
from apps.tenants.models import Tenant, User
from apps.tenants.site.navigation import Words

FOLDER = Path(__file__).parent / "files"
COMPANY = "Mossbird"
"""The made-up name in the texts of our own templates."""

_SAMPLE = _("The bot of our sample workspace, under the name of yours.")

_STARTERS: dict[str, tuple[Words, Words]] = {
    "faq": (
        _("Answers to questions"),
        _("Answers from your knowledge; what it does not know goes to a person."),
    ),
    "lead": (
        _("Meet new customers"),
        _("Asks what they look for and how to reach them, with their consent."),
    ),
    "order_status": (
        _("Where is my order"),
        _("Looks an order up on your server and tells when it arrives."),
    ),
    "booking": (
        _("Book an appointment"),
        _("Takes a service, a day and an hour, and repeats them before it books."),
    ),
    "out_of_hours": (
        _("Outside business hours"),
        _("Calls a person while you are open, and takes a message when you are not."),
    ),
    "satisfaction": (
        _("How was it"),
        _("Asks for stars; who gives few is offered a person."),
    ),
    "triage": (
        _("To the right team"),
        _("Finds out what it is about and hands over to the team for it."),
    ),
    "onboarding": (
        _("First steps"),
        _("Shows the first steps one by one, and asks again after a day of silence."),
    ),
}


@dataclass(frozen=True)
class FlowTemplate:
    """A flow file under a short id; ``company`` is the made-up name in its texts.

    ``help`` is what it does, in a line; ``tests`` are scripts by name.
    """

    id: str
    name: Words
    graph: dict[str, Any]
    company: str = COMPANY
    help: Words = ""
    tests: tuple[tuple[str, Script], ...] = ()

    @property
    def picture(self) -> Thumbnail:
        """The flow, the size of a stamp."""
        return draw_thumbnail(self.graph)

    def graph_for(self, company: str) -> dict[str, Any]:
        """Give the flow with the name of whoever begins with it; braces would make it a value."""
        graph: dict[str, Any] = self._renamed(self.graph, company)
        return graph

    def tests_for(self, company: str) -> Iterator[tuple[str, Script]]:
        """Give the tests, which expect that name too."""
        for name, script in self.tests:
            yield name, Script.read(self._renamed(script.as_json(), company))

    def _renamed(self, value: Any, company: str) -> Any:
        own = company.replace("{", "").replace("}", "")
        return _each_text(value, lambda text: text.replace(self.company, own))


@cache
def get_templates() -> tuple[FlowTemplate, ...]:
    """Give the templates there are."""
    files = settings.XIN_FLOW_TEMPLATES.items()
    named = [replace(_read(Path(path), company), help=_SAMPLE) for path, company in files]
    return (*named, *[_starter(name) for name in _STARTERS])


def get_template(template_id: str) -> FlowTemplate:
    """Find a template.

    Raises:
        NotFound: there is none with this id.
    """
    for template in get_templates():
        if template.id == template_id:
            return template
    raise NotFound("There is no such template.")


def begin_with(
    tenant: Tenant,
    template_id: str,
    name: str | None = None,
    actor: User | None = None,
    *,
    publish: bool = False,
) -> Flow:
    """Make a flow of a template, in the words of the workspace, and keep its tests.

    Raises:
        NotFound: there is no such template.
        Invalid: the name is too long or empty.
    """
    template = get_template(template_id)
    graph = template.graph_for(tenant.name)
    graph = graph | {"name": name or graph["name"]}
    with tenant_scope(tenant):
        flow, _version = import_flow(tenant, graph, publish=publish, actor=actor)
        for test, script in template.tests_for(tenant.name):
            save_test(flow, test, script, actor)
    return flow


def _starter(name: str) -> FlowTemplate:
    path = FOLDER / f"{name}.json"
    label, what = _STARTERS[name]
    return replace(_read(path), name=label, help=what, tests=tuple(read_tests(path)))


def _read(path: Path, company: str = COMPANY) -> FlowTemplate:
    graph = json.loads(path.read_text("utf-8"))
    return FlowTemplate(id=path.stem, name=graph["name"], graph=graph, company=company)


def _each_text(value: Any, change: Callable[[str], str]) -> Any:
    """Give JSON values with every text changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_each_text(item, change) for item in value]
    if isinstance(value, dict):
        return {key: _each_text(item, change) for key, item in value.items()}
    return value
