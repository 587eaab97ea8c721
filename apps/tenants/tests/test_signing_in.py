from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core import signing
from django.test import Client

from apps.tenants.models import User
from apps.tenants.sign_in.links import LIFETIME, make_sign_in_link

OPENED = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "none"}
"""What a browser sends that a terminal or a typed address led somewhere."""


def signed_in_as(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_it_signs_in_by_e_mail_and_password(client: Client, anna: User) -> None:
    page = client.get("/accounts/login/")
    assert "Xin ChatBot" in page.text
    assert 'name="login"' in page.text
    form = {"login": "Anna@Plants.example", "password": "green-thumbs"}
    assert client.post("/accounts/login/", form).status_code == 302
    assert signed_in_as(client) == str(anna.id)


def test_it_refuses_a_wrong_password(client: Client, anna: User) -> None:
    form = {"login": "anna@plants.example", "password": "wrong"}
    assert client.post("/accounts/login/", form).status_code == 200
    assert signed_in_as(client) is None


def test_a_link_signs_in_once(client: Client, anna: User) -> None:
    link = make_sign_in_link(anna)
    assert client.get(link, headers=OPENED).status_code == 302
    assert signed_in_as(client) == str(anna.id)
    again = Client().get(link, headers=OPENED)
    assert again.status_code == 404
    assert "used already" in again.text


def test_a_program_signs_in_by_one_request(client: Client, anna: User) -> None:
    assert client.get(make_sign_in_link(anna)).status_code == 302
    assert signed_in_as(client) == str(anna.id)


@pytest.mark.parametrize(
    "told",
    [
        {**OPENED, "Sec-Fetch-Site": "cross-site"},
        {**OPENED, "Sec-Fetch-Mode": "no-cors"},
        {**OPENED, "Sec-Purpose": "prefetch"},
    ],
)
def test_who_only_fetches_a_link_finds_a_button(
    told: dict[str, str], client: Client, anna: User
) -> None:
    link = make_sign_in_link(anna)
    page = client.get(link, headers=told)
    assert "Sign in as Anna" in page.text
    assert client.head(link, headers=OPENED).status_code == 200
    assert signed_in_as(client) is None
    assert client.post(link).status_code == 302
    assert signed_in_as(client) == str(anna.id)


def test_the_button_works_on_our_own_page_only(anna: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    assert browser.post(make_sign_in_link(anna)).status_code == 403
    assert signed_in_as(browser) is None


def test_a_link_dies_after_a_quarter_of_an_hour(client: Client, anna: User) -> None:
    link = make_sign_in_link(anna)
    signing_time: Any = signing.time  # type: ignore[attr-defined]  # the module it imports
    later = signing_time.time() + (LIFETIME + timedelta(seconds=1)).total_seconds()
    with patch.object(signing_time, "time", return_value=later):
        assert client.get(link).status_code == client.post(link).status_code == 404
    assert signed_in_as(client) is None


def test_a_forged_link_signs_nobody_in(client: Client, anna: User, berta: User) -> None:
    link = make_sign_in_link(anna)
    for forged in (link[:-1], link + "x", "/accounts/link/x", "/accounts/link/%00"):
        assert client.get(forged).status_code == client.post(forged).status_code == 404
    assert signed_in_as(client) is None


def test_a_link_of_a_blocked_person_is_useless(client: Client, anna: User) -> None:
    link = make_sign_in_link(anna)
    anna.is_active = False
    anna.save(update_fields=["is_active"])
    assert client.get(link).status_code == 404


@pytest.mark.django_db
def test_signing_in_changes_the_session_key(client: Client, anna: User) -> None:
    client.session.save()
    before = client.session.session_key
    client.post(make_sign_in_link(anna))
    assert client.session.session_key != before
