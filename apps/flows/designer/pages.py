"""The Flows section: all flows as cards, a new one, and each one's designer."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.errors import Conflict
from apps.flows.designer.cards import as_cards
from apps.flows.designer.forms import BLANK, NewFlowForm
from apps.flows.designer.page import designer_props
from apps.flows.flow_templates.catalogue import begin_with
from apps.flows.models import Flow
from apps.flows.versions.archiving import archive_flow, get_archived_flows, restore_flow
from apps.flows.versions.queries import access_flow, get_flows
from apps.flows.versions.services import create_flow
from apps.tenants.members.roles import Action, may
from apps.tenants.models import User
from apps.tenants.site.forms import errors_in
from apps.tenants.site.middleware import WorkspaceRequest
from apps.tenants.site.navigation import Section, page_url
from apps.tenants.site.pages import page, show, show_island, to_page


@page("flows/", "flows", Action.READ_FLOWS, Section(gettext_lazy("Flows"), "account_tree", 20))
def flows(request: WorkspaceRequest) -> HttpResponseBase:
    """Show the flows as cards."""
    return show(
        request,
        "flows/flows.html",
        title=_("Flows"),
        cards=as_cards(get_flows(request.tenant)),
        archived=get_archived_flows(request.tenant),
        may_edit=may(request.membership.role, Action.EDIT_FLOWS),
    )


@page("flows/new/", "new_flow", Action.EDIT_FLOWS)
def new(request: WorkspaceRequest) -> HttpResponseBase:
    """Begin a flow and open its designer."""
    form = NewFlowForm(request.POST or None)
    if form.is_valid():
        with errors_in(form):
            return to_page(request, "flow", flow_id=_begin(request, **form.cleaned_data).id)
    back = page_url(request.tenant, "flows")
    return show(request, "flows/new.html", title=_("New flow"), back=back, form=form)


@page("flows/<uuid:flow_id>/", "flow", Action.READ_FLOWS)
def designer(request: WorkspaceRequest, flow_id: UUID) -> HttpResponseBase:
    """Show the canvas of a flow."""
    flow = access_flow(request.tenant, flow_id)
    if flow.purpose == Flow.Purpose.POLICY:
        return to_page(request, "policy", policy_id=flow.id)
    back = page_url(request.tenant, "flows")
    return show_island(
        request, "designer", title=flow.name, back=back, **designer_props(request, flow)
    )


@page("flows/<uuid:flow_id>/archive/", "archive_flow", Action.EDIT_FLOWS)
def archive(request: WorkspaceRequest, flow_id: UUID) -> HttpResponseBase:
    """Put a flow away."""
    return _move(request, flow_id, archive_flow, _("%s is archived."))


@page("flows/<uuid:flow_id>/restore/", "restore_flow", Action.EDIT_FLOWS)
def restore(request: WorkspaceRequest, flow_id: UUID) -> HttpResponseBase:
    """Take a flow out again."""
    return _move(request, flow_id, restore_flow, _("%s is back."))


def _move(
    request: WorkspaceRequest,
    flow_id: UUID,
    move: Callable[[Flow, User], None],
    sentence: str,
) -> HttpResponseRedirect:
    flow = access_flow(request.tenant, flow_id)
    if request.method == "POST":
        try:
            move(flow, request.user)
            messages.info(request, sentence % flow.name)
        except Conflict as refused:
            messages.error(request, refused.message)
    return to_page(request, "flows")


def _begin(request: WorkspaceRequest, name: str, template: str) -> Flow:
    if template == BLANK:
        return create_flow(request.tenant, name, request.user)
    return begin_with(request.tenant, template, name, request.user)
