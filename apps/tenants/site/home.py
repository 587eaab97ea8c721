"""Home: first steps that tick themselves, and what each app has to say about its work.

The apps above know what there is to tell; they register it here when Django starts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from apps.core.registry import Registry
from apps.tenants.members.roles import Action, may
from apps.tenants.models import Invitation, Membership, Tenant
from apps.tenants.site.middleware import WorkspaceRequest
from apps.tenants.site.navigation import Section, Words, page_url
from apps.tenants.site.pages import page, show, to_page
from apps.tenants.workspaces.services import show_first_steps
from apps.tenants.workspaces.settings import read_settings


@dataclass(frozen=True)
class FirstStep:
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
    context: Callable[[WorkspaceRequest], dict[str, Any] | None]
    column: str = "main"


steps: Registry[FirstStep] = Registry("xin.first_steps")
parts: Registry[Part] = Registry("xin.home_parts")


@page("", "home", Action.READ_CONVERSATIONS, Section(_("Home"), "home", 0))
def home(request: WorkspaceRequest) -> HttpResponseBase:
    """Show Home."""
    listed = _steps(request)
    settings = read_settings(request.tenant.settings)
    done = sum(step["done"] for step in listed)
    return show(
        request,
        "workspace/home.html",
        title=_("Home"),
        steps=listed,
        steps_done=done,
        steps_shown=done < len(listed) and not settings.first_steps_hidden,
        steps_left=done < len(listed),
        may_hide_steps=may(request.membership.role, Action.MANAGE_CHANNELS),
        columns=_columns(request),
    )


@page("first-steps/", "first_steps", Action.MANAGE_CHANNELS)
def first_steps(request: WorkspaceRequest) -> HttpResponseBase:
    """Put the list of first steps away, or show it again: ``show`` is 1 or empty."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    show_first_steps(request.tenant, shown=bool(request.POST.get("show")))
    return to_page(request, "home")


def _steps(request: WorkspaceRequest) -> list[dict[str, Any]]:
    return [
        {"step": step, "done": step.is_done(request.tenant), "url": step.address(request)}
        for step in sorted(steps, key=lambda step: step.order)
        if may(request.membership.role, step.needs)
    ]


def _columns(request: WorkspaceRequest) -> dict[str, list[dict[str, Any]]]:
    columns: dict[str, list[dict[str, Any]]] = {}
    for part in sorted(parts, key=lambda part: part.order):
        context = part.context(request)
        if context is not None:
            columns.setdefault(part.column, []).append({"template": part.template, **context})
    return columns


def register() -> None:
    """Let Home show the first step that is about people."""
    steps.register(
        FirstStep(
            kind="invite",
            order=40,
            title=_("Invite somebody"),
            help=_("A chat that the bot hands over needs a person."),
            link=_("Invite"),
            needs=Action.MANAGE_MEMBERS,
            address=lambda request: page_url(request.tenant, "members"),
            is_done=lambda tenant: Membership.objects.count() > 1 or Invitation.objects.exists(),
        )
    )
