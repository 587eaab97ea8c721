"""Home: first steps that tick themselves, and what each app has to say about its work.

The apps above know what there is to tell; they register it here when Django starts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from apps.core.registry import Registry
from apps.tenants.members.roles import Action, may
from apps.tenants.models import Tenant
from apps.tenants.site.middleware import WorkspaceRequest
from apps.tenants.site.navigation import Room, Words, page_url
from apps.tenants.workspaces.services import show_first_steps as keep_choice

ROOM = Room("home", _("Home"), "home", 0, Action.READ_CONVERSATIONS)
HIDDEN = "first_steps_hidden"
"""The setting of a workspace that has put the list away."""


@dataclass(frozen=True)
class Step:
    """A first step of a new workspace; ``is_done`` looks into the rows of the open scope.

    People whose role does not allow ``needs`` do not see it.
    """

    kind: str
    order: int
    title: Words
    help: Words
    link: Words
    needs: Action
    address: Callable[[WorkspaceRequest], str]
    is_done: Callable[[Tenant], bool]


@dataclass(frozen=True)
class Part:
    """A part of Home: a template, and what it shows; None leaves the part out.

    ``column`` is ``top`` and ``numbers`` over the whole width, or ``main`` and ``side`` below.
    """

    kind: str
    order: int
    template: str
    tell: Callable[[WorkspaceRequest], dict[str, Any] | None]
    column: str = "main"


steps: Registry[Step] = Registry("xin.first_steps")
parts: Registry[Part] = Registry("xin.home_parts")


def context(request: WorkspaceRequest) -> dict[str, Any]:
    """Give what Home shows a person."""
    listed = _steps(request)
    done = sum(step["done"] for step in listed)
    return {
        "title": _("Home"),
        "steps": listed,
        "steps_done": done,
        "steps_shown": done < len(listed) and not request.tenant.settings.get(HIDDEN),
        "steps_left": done < len(listed),
        "may_hide_steps": may(request.membership.role, Action.MANAGE_CHANNELS),
        "columns": _columns(request),
    }


def show_first_steps(request: WorkspaceRequest) -> HttpResponse:
    """Put the list of first steps away, or show it again: ``show`` is 1 or empty."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    keep_choice(request.tenant, shown=bool(request.POST.get("show")))
    return HttpResponseRedirect(page_url(request.tenant, "home"))


def _steps(request: WorkspaceRequest) -> list[dict[str, Any]]:
    return [
        {"step": step, "done": step.is_done(request.tenant), "url": step.address(request)}
        for step in sorted(steps, key=lambda step: step.order)
        if may(request.membership.role, step.needs)
    ]


def _columns(request: WorkspaceRequest) -> dict[str, list[dict[str, Any]]]:
    columns: dict[str, list[dict[str, Any]]] = {}
    for part in sorted(parts, key=lambda part: part.order):
        told = part.tell(request)
        if told is not None:
            columns.setdefault(part.column, []).append({"template": part.template, **told})
    return columns
