"""The Policies section: what judges messages and answers, in its order, with switches."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.errors import Conflict, Invalid
from apps.flows.designer.cards import has_changes
from apps.flows.designer.page import designer_props
from apps.flows.engine.kinds import Entry
from apps.flows.models import Flow
from apps.flows.policies import services as policies
from apps.flows.versions.archiving import archive_flow, get_archived_flows, restore_flow
from apps.flows.versions.services import create_flow
from apps.tenants.members.roles import Action, may
from apps.tenants.site.middleware import WorkspaceRequest
from apps.tenants.site.navigation import Section, Words, page_url
from apps.tenants.site.pages import page, show, show_island

BEGINS: dict[Entry, Words] = {
    "message": gettext_lazy("When a visitor writes"),
    "reply": gettext_lazy("Before the bot answers"),
}


@dataclass(frozen=True)
class Line:
    """A policy as a sentence: where it looks, and its name; ``judges`` is what its switch says."""

    policy: Flow
    begins: list[Words]
    judges: bool
    has_changes: bool

    @property
    def key(self) -> str:
        """Give the policy's id as addresses hold it."""
        return str(self.policy.id)


@dataclass(frozen=True)
class Pressed:
    """The button that brought people here; it keeps the focus."""

    button: str
    policy: str


@page("policies/", "policies", Action.READ_FLOWS, Section(gettext_lazy("Policies"), "policy", 22))
def policy_list(request: WorkspaceRequest) -> HttpResponseBase:
    """Show the policies as sentences; ``at`` and ``on`` name the button that was pressed."""
    lines = [_line(policy) for policy in policies.get_policies(request.tenant)]
    return show(
        request,
        "flows/policies.html",
        title=_("Policies"),
        lines=lines,
        offers=policies.get_offers(request.tenant),
        archived=get_archived_flows(request.tenant, Flow.Purpose.POLICY),
        may_edit=may(request.membership.role, Action.EDIT_FLOWS),
        pressed=_pressed(request),
    )


@page("policies/new/", "new_policy", Action.EDIT_FLOWS)
def new(request: WorkspaceRequest) -> HttpResponseBase:
    """Begin a policy of one's own and open its canvas."""
    if request.method != "POST":
        return _back(request)
    purpose = Flow.Purpose.POLICY
    policy = create_flow(request.tenant, _("My policy"), request.user, purpose=purpose)
    return HttpResponseRedirect(page_url(request.tenant, "policy", policy_id=policy.id))


@page("policies/add/", "add_policy", Action.EDIT_FLOWS)
def add(request: WorkspaceRequest) -> HttpResponseBase:
    """Switch a preset on."""
    preset_id = request.POST.get("preset", "")
    added: list[Flow] = []
    _try(
        request,
        lambda: added.append(policies.add_preset(request.tenant, preset_id, request.user)),
    )
    return _back(request, "switch", added[0] if added else None)


@page("policies/<uuid:policy_id>/", "policy", Action.READ_FLOWS)
def designer(request: WorkspaceRequest, policy_id: UUID) -> HttpResponseBase:
    """Show the canvas of a policy."""
    policy = policies.access_policy(request.tenant, policy_id)
    back = page_url(request.tenant, "policies")
    return show_island(
        request, "designer", title=policy.name, back=back, **designer_props(request, policy)
    )


@page("policies/<uuid:policy_id>/switch/", "switch_policy", Action.EDIT_FLOWS)
def switch(request: WorkspaceRequest, policy_id: UUID) -> HttpResponseBase:
    """Let a policy judge, or not."""
    policy, on = policies.access_policy(request.tenant, policy_id), "on" in request.POST
    _try(request, lambda: policies.switch_policy(request.tenant, policy, on, request.user))
    return _back(request, "switch", policy)


@page("policies/<uuid:policy_id>/move/", "move_policy", Action.EDIT_FLOWS)
def move(request: WorkspaceRequest, policy_id: UUID) -> HttpResponseBase:
    """Let a policy judge one place earlier or later."""
    policy, up = policies.access_policy(request.tenant, policy_id), "up" in request.POST
    places = -1 if up else 1
    _try(request, lambda: policies.move_policy(request.tenant, policy, places, request.user))
    return _back(request, "up" if up else "down", policy)


@page("policies/<uuid:policy_id>/archive/", "archive_policy", Action.EDIT_FLOWS)
def archive(request: WorkspaceRequest, policy_id: UUID) -> HttpResponseBase:
    """Put a policy away; the page offers to take it out again."""
    policy = policies.access_policy(request.tenant, policy_id)
    _try(request, lambda: archive_flow(policy, request.user), _("%s is archived.") % policy)
    return _back(request, "archived", policy)


@page("policies/<uuid:policy_id>/restore/", "restore_policy", Action.EDIT_FLOWS)
def restore(request: WorkspaceRequest, policy_id: UUID) -> HttpResponseBase:
    """Take a policy out again."""
    policy = policies.access_policy(request.tenant, policy_id)
    told = _("%s is back.") % policy
    _try(request, lambda: restore_flow(policy, request.user), told)
    return _back(request, "switch", policy)


def _try(request: WorkspaceRequest, change: Callable[[], Any], told: str = "") -> None:
    """Carry out what a button asks for, and tell it; a link alone changes nothing."""
    if request.method != "POST":
        return
    try:
        change()
        if told:
            messages.info(request, told)
    except Invalid as refused:
        messages.error(request, " ".join([refused.message, *refused.fields.values()]))
    except Conflict as refused:
        messages.error(request, refused.message)


def _back(
    request: WorkspaceRequest, on: str = "", policy: Flow | None = None
) -> HttpResponseRedirect:
    """Go back to the list, to the button that was pressed."""
    where = f"?on={on}&at={policy.id}" if policy else ""
    return HttpResponseRedirect(page_url(request.tenant, "policies") + where)


def _line(policy: Flow) -> Line:
    begins = [BEGINS[entry] for entry in policies.begins_of(policy)]
    judges = policy.enabled and policy.live_version is not None
    return Line(policy, begins, judges, has_changes(policy))


def _pressed(request: WorkspaceRequest) -> Pressed:
    return Pressed(request.GET.get("on", ""), request.GET.get("at", ""))
