"""The frame of a workspace: who gets in, what they may open, and the scope around it."""

from collections.abc import Iterator
from typing import Any, cast

import pytest
from django.http import Http404
from django.template import engines
from django.template.response import TemplateResponse
from django.test import Client, RequestFactory
from django_scopes import ScopeError

from apps.core.errors import NotFound
from apps.platform.db.scope import tenant_scope
from apps.tenants.members.roles import Role
from apps.tenants.models import Event, Membership, Tenant, User
from apps.tenants.site.middleware import WorkspaceRequest
from apps.tenants.site.workspace_site import workspace_site
from apps.tenants.workspaces.events import Verb, record_event
from apps.tenants.workspaces.services import add_member
from tests.leaks.addresses import addresses

pytestmark = pytest.mark.django_db

ALLOWED = {
    "/app/{slug}/": set(Role),
    "/app/{slug}/conversations/": set(Role),
    "/app/{slug}/conversations/samples/": {Role.OWNER, Role.ADMIN},
    "/app/{slug}/flows/": set(Role),
    "/app/{slug}/flows/new/": {Role.OWNER, Role.ADMIN, Role.EDITOR},
    "/app/{slug}/policies/": set(Role),
    "/app/{slug}/delivery/": {Role.OWNER, Role.ADMIN, Role.AGENT},
    "/app/{slug}/channels/": {Role.OWNER, Role.ADMIN},
    "/app/{slug}/channels/new/": {Role.OWNER, Role.ADMIN},
    "/app/{slug}/channels/new/webhook/": {Role.OWNER, Role.ADMIN},
    "/app/{slug}/channels/new/website/": {Role.OWNER, Role.ADMIN},
    "/app/{slug}/settings/": {Role.OWNER, Role.ADMIN},
    "/app/{slug}/settings/hours/": {Role.OWNER, Role.ADMIN},
    "/app/{slug}/contacts/": set(Role),
    "/app/{slug}/settings/members/new/": {Role.OWNER, Role.ADMIN},
    "/app/{slug}/settings/secrets/new/": {Role.OWNER, Role.ADMIN},
    "/app/{slug}/settings/teams/new/": {Role.OWNER, Role.ADMIN},
    "/app/{slug}/settings/members/": {Role.OWNER, Role.ADMIN},
    "/app/{slug}/settings/model/": {Role.OWNER, Role.ADMIN},
    "/app/{slug}/settings/secrets/": {Role.OWNER, Role.ADMIN},
    "/app/{slug}/settings/teams/": {Role.OWNER, Role.ADMIN},
}


FORMS = ("first-steps/", "policies/new/", "policies/add/")


def pages() -> Iterator[str]:
    """Give the pages that the slug alone leads to, except those that only take a form."""
    for address in addresses():
        of_the_slug = address.startswith("/app/{slug}/") and address.count("{") == 1
        if of_the_slug and not address.endswith(FORMS):
            yield address


@pytest.fixture
def request_of_anna(rf: RequestFactory, plants: Tenant, anna: User) -> WorkspaceRequest:
    request = cast(WorkspaceRequest, rf.get("/app/plants/"))
    request.user, request.tenant = anna, plants
    return request


def test_every_page_says_which_roles_may_open_it() -> None:
    assert set(pages()) == set(ALLOWED)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("address", ALLOWED)
def test_a_role_opens_what_the_table_of_permissions_says(
    address: str, role: Role, client: Client, plants: Tenant, berta: User
) -> None:
    add_member(plants, berta, role)
    client.force_login(berta)
    status = client.get(address.format(slug="plants")).status_code
    assert status == (200 if role in ALLOWED[address] else 403)


@pytest.mark.parametrize("address", ALLOWED)
def test_a_stranger_sees_what_everybody_sees_of_a_missing_workspace(
    address: str, client: Client, plants: Tenant, berta: User
) -> None:
    client.force_login(berta)
    foreign, missing = (client.get(address.format(slug=slug)) for slug in ("plants", "nobody"))
    assert foreign.status_code == missing.status_code == 404
    assert foreign.content == missing.content


@pytest.mark.parametrize("slug", ["plants", "nobody"])
def test_who_is_not_signed_in_is_led_to_sign_in_and_back(
    slug: str, client: Client, plants: Tenant
) -> None:
    answer = client.get(f"/app/{slug}/flows/?a=1")
    assert answer.status_code == 302
    assert answer["Location"] == f"/accounts/login/?next=/app/{slug}/flows/%3Fa%3D1"


def test_the_navigation_shows_what_the_role_may_open(client: Client, ben: User) -> None:
    client.force_login(ben)
    page = client.get("/app/plants/").text
    assert 'href="/app/plants/flows/"' in page
    assert "/app/plants/settings/" not in page
    assert "/app/plants/channels/" not in page


def test_the_navigation_marks_the_section_one_is_in(as_anna: Client) -> None:
    page = as_anna.get("/app/plants/settings/members/").text
    assert (
        page.count('class="navigation-entry" href="/app/plants/settings/" aria-current="page"') == 1
    )
    assert page.count('class="navigation-entry"') == 8


@pytest.mark.django_db(transaction=True)
def test_a_template_renders_inside_the_scope(request_of_anna: WorkspaceRequest) -> None:
    template = engines["django"].from_string("{% for row in rows %}{{ row.role }}{% endfor %}")

    def view(request: WorkspaceRequest) -> TemplateResponse:
        return TemplateResponse(request, template, {"rows": Membership.objects.all()})

    answer: Any = workspace_site.admin_view(view)(request_of_anna)
    assert answer.content == b"owner"
    with pytest.raises(ScopeError):
        Membership.objects.count()


@pytest.mark.django_db(transaction=True)
def test_a_view_that_fails_leaves_nothing_behind(
    request_of_anna: WorkspaceRequest, plants: Tenant
) -> None:
    def view(request: WorkspaceRequest) -> TemplateResponse:
        record_event(None, Verb.TESTED, plants)
        raise NotFound("Gone.")

    with pytest.raises(Http404):
        workspace_site.admin_view(view)(request_of_anna)
    with tenant_scope(plants):
        assert not Event.objects.filter(verb="tested").exists()


def test_no_page_runs_what_stands_inline(as_anna: Client) -> None:
    policy = as_anna.get("/app/plants/")["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


def test_the_frame_speaks_the_language_a_person_chose(as_anna: Client) -> None:
    as_anna.post("/language/setlang/", {"language": "de", "next": "/app/plants/"})
    page = as_anna.get("/app/plants/").text
    assert '<html lang="de" dir="ltr">' in page
    assert "Erste Schritte" in page
