"""The pretend visitor for the page that plays it."""

from django.http import HttpRequest
from ninja import Router, Schema

from apps.conversations.demo.pretend import PretendVisitor, get_pretend_visitor
from apps.platform.db.units import unit_of_work
from apps.tenants.members.roles import Action
from apps.tenants.sign_in.authentication import Slug, session_auth, signed_in
from apps.tenants.workspaces.queries import access_tenant

router = Router(tags=["conversations"], auth=session_auth)


class PretendStepOut(Schema):
    """What to type once the chat was still for some seconds."""

    wait_seconds: float
    text: str


class PretendVisitorOut(Schema):
    """A visitor to play; ``key`` and ``channel`` are those of a snippet."""

    key: str
    channel: str
    name: str
    steps: list[PretendStepOut]


@router.get("/pretend-visitor", response=PretendVisitorOut)
async def get_visitor(request: HttpRequest, slug: Slug) -> PretendVisitor:
    """Give what a pretend visitor types, for a browser to play at the widget's own socket."""
    tenant = await unit_of_work(access_tenant)(
        signed_in(request), slug, Action.HANDLE_CONVERSATIONS
    )
    return await unit_of_work(get_pretend_visitor)(tenant)
