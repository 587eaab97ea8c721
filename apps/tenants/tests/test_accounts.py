"""Accounts: coming by an invitation, one's own name, and the second step of signing in."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client

from apps.tenants.members.invitations import invite
from apps.tenants.members.roles import Role
from apps.tenants.models import Tenant, User
from apps.tenants.workspaces.queries import access_membership, get_memberships

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def invitation(plants: Tenant, anna: User) -> str:
    link = invite("cleo@example.com", Role.EDITOR, access_membership(anna, "plants"))
    return link.removeprefix("http://localhost:8000")


def six_digits() -> str:
    counter = next(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(SECRET, counter))


def test_an_invitation_shows_who_invites_to_what(client: Client, invitation: str) -> None:
    page = client.get(invitation)
    assert "Anna invites you to Plants" in page.text
    assert "Create an account" in page.text


def test_an_invited_person_signs_up_without_a_workspace_and_joins(
    client: Client, invitation: str
) -> None:
    client.get(invitation)
    form = {"name": "Cleo", "email": "cleo@example.com", "password1": "long-enough-7"}
    answer = client.post(f"/accounts/signup/?next={invitation}", {**form, "next": invitation})
    assert answer["Location"] == invitation
    cleo = User.objects.get(email="cleo@example.com")
    assert get_memberships(cleo) == []
    assert client.post(invitation)["Location"] == "/app/plants/"
    assert access_membership(cleo, "plants").role == Role.EDITOR


def test_a_used_invitation_says_so(client: Client, invitation: str, berta: User) -> None:
    client.force_login(berta)
    client.post(invitation)
    again = client.get(invitation)
    assert again.status_code == 404
    assert "was used" in again.text


def test_a_look_at_an_invitation_does_not_accept_it(
    client: Client, invitation: str, berta: User
) -> None:
    client.force_login(berta)
    client.get(invitation)
    assert get_memberships(berta) == []


def test_people_say_how_they_are_called(as_anna: Client, anna: User) -> None:
    as_anna.post("/accounts/me/", {"name": "Anna Berg"})
    anna.refresh_from_db()
    assert anna.name == "Anna Berg"


@pytest.mark.parametrize(
    "address", ["/accounts/me/", "/accounts/email/", "/accounts/password/change/", "/accounts/2fa/"]
)
def test_the_pages_of_an_account_stand_in_our_frame(address: str, as_anna: Client) -> None:
    page = as_anna.get(address)
    assert page.status_code == 200
    assert 'class="account-nav"' in page.text


def test_the_secret_of_the_second_step_is_encrypted(anna: User) -> None:
    TOTP.activate(anna, SECRET)
    assert SECRET not in str(Authenticator.objects.get().data)


def test_who_turned_the_second_step_on_needs_the_six_digits(client: Client, anna: User) -> None:
    EmailAddress.objects.create(user=anna, email=anna.email, verified=True, primary=True)
    TOTP.activate(anna, SECRET)
    form = {"login": anna.email, "password": "green-thumbs"}
    assert client.post("/accounts/login/", form)["Location"] == "/accounts/2fa/authenticate/"
    assert "_auth_user_id" not in client.session
    client.post("/accounts/2fa/authenticate/", {"code": six_digits()})
    assert client.session["_auth_user_id"] == str(anna.id)
