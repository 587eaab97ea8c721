"""Contacts: found by what is known of them, corrected by who may answer, read by everybody."""

import pytest
from django.test import Client

from apps.conversations.models import Contact
from apps.platform.db.scope import tenant_scope
from apps.tenants.members.roles import Role
from apps.tenants.models import Event, Tenant, User
from apps.tenants.workspaces.services import add_member, create_tenant

pytestmark = pytest.mark.django_db

PAGE = "/app/plants/contacts/"
LENA = {"name": "Lena Blum", "email": "lena@blum.example", "phone": "+49 30 123", "language": "de"}


def contact(tenant: Tenant, **known: object) -> Contact:
    with tenant_scope(tenant):
        return Contact.objects.create(tenant=tenant, **known)


def read(tenant: Tenant, lena: Contact) -> Contact:
    with tenant_scope(tenant):
        return Contact.objects.get(id=lena.id)


@pytest.fixture
def anna(db: None) -> User:
    return User.objects.create_user("anna@plants.example", name="Anna")


@pytest.fixture
def plants(anna: User) -> Tenant:
    return create_tenant("Plants", "plants", anna)


@pytest.fixture
def as_anna(client: Client, anna: User, plants: Tenant) -> Client:
    client.force_login(anna)
    return client


@pytest.fixture
def lena(plants: Tenant) -> Contact:
    return contact(plants, **LENA, attributes={"shoe_size": 39})


@pytest.fixture
def as_analyst(client: Client, plants: Tenant) -> Client:
    cleo = User.objects.create_user("cleo@plants.example")
    add_member(plants, cleo, Role.ANALYST)
    client.force_login(cleo)
    return client


def test_a_workspace_nobody_wrote_to_says_so(as_anna: Client) -> None:
    assert "Nobody has written yet" in as_anna.get(PAGE).text


def test_that_a_contact_is_a_sample_is_no_attribute(as_anna: Client, plants: Tenant) -> None:
    sample = contact(plants, name="Sam", attributes={"sample": True, "plan": ["gold", "plus"]})
    page = as_anna.get(f"{PAGE}{sample.id}/").text
    assert ("plan" in page, "sample</" in page) == (True, False)


@pytest.mark.parametrize("words", ["blum", "LENA@", "123"])
def test_a_contact_is_found_by_name_address_and_phone(
    words: str, as_anna: Client, plants: Tenant, lena: Contact
) -> None:
    contact(plants, name="Carl")
    page = as_anna.get(PAGE, {"q": words}).text
    assert ("Lena Blum" in page, "Carl" in page) == (True, False)
    assert "Nothing fits" in as_anna.get(PAGE, {"q": "zebra"}).text


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"who": "known"}, {"Lena Blum", "Sample Sam"}),
        ({"who": "sample"}, {"Sample Sam"}),
        ({"who": "nameless"}, {"Visitor"}),
        ({"language": "fr"}, {"Sample Sam"}),
        ({}, {"Lena Blum", "Sample Sam", "Visitor"}),
    ],
)
def test_filters_narrow_the_list(
    query: dict[str, str], shown: set[str], as_anna: Client, plants: Tenant, lena: Contact
) -> None:
    contact(plants, name="Sample Sam", language="fr", attributes={"sample": True})
    contact(plants)
    page = as_anna.get(PAGE, query).text
    names = {"Lena Blum", "Sample Sam", "Visitor"}
    assert {name for name in names if f"<strong>{name}</strong>" in page} == shown


def test_a_long_list_has_pages(as_anna: Client, plants: Tenant) -> None:
    with tenant_scope(plants):
        Contact.objects.bulk_create(Contact(tenant=plants, name=f"C{n}") for n in range(51))
    first, second = (as_anna.get(PAGE, {"p": number}).text for number in (1, 2))
    assert ("Page 1 of 2" in first, "Next" in first, "Previous" in first) == (True, True, False)
    assert ("Page 2 of 2" in second, "Next" in second, "Previous" in second) == (True, False, True)


def test_an_owner_corrects_a_contact_and_it_is_recorded_without_the_words(
    as_anna: Client, plants: Tenant, anna: User, lena: Contact
) -> None:
    answer = as_anna.post(f"{PAGE}{lena.id}/", {**LENA, "name": "Lena Blume"}, follow=True)
    assert "Saved." in answer.text
    assert read(plants, lena).name == "Lena Blume"
    assert read(plants, lena).attributes == {"shoe_size": 39}
    with tenant_scope(plants):
        event = Event.objects.get(verb="changed", object_kind="contact")
    assert (event.actor, event.data) == (anna, {"fields": ["name"]})


@pytest.mark.parametrize(
    ("field", "wrong"), [("email", "no address"), ("language", "de_DE!"), ("phone", "1" * 41)]
)
def test_what_cannot_be_is_said_at_the_field(
    field: str, wrong: str, as_anna: Client, plants: Tenant, lena: Contact
) -> None:
    page = as_anna.post(f"{PAGE}{lena.id}/", {**LENA, field: wrong}).text
    assert f'id="id_{field}_error"' in page
    assert getattr(read(plants, lena), field) == LENA[field]


def test_an_analyst_reads_a_contact_and_changes_nothing(
    as_analyst: Client, plants: Tenant, lena: Contact
) -> None:
    page = as_analyst.get(f"{PAGE}{lena.id}/").text
    assert ("lena@blum.example" in page, "shoe_size" in page) == (True, True)
    assert 'name="email"' not in page
    assert as_analyst.post(f"{PAGE}{lena.id}/", LENA).status_code == 403


def test_a_contact_is_neither_added_nor_deleted_by_hand(as_anna: Client, lena: Contact) -> None:
    assert as_anna.get(f"{PAGE}new/").status_code == 404
    assert as_anna.post(f"{PAGE}{lena.id}/delete/").status_code == 404


def test_a_foreign_contact_is_not_there(as_anna: Client, lena: Contact) -> None:
    books = create_tenant("Books", "books", User.objects.create_user("berta@books.example"))
    foreign = contact(books, name="Foreign Fred")
    assert "Foreign Fred" not in as_anna.get(PAGE).text
    assert as_anna.get(f"{PAGE}{foreign.id}/").status_code == 404
    assert as_anna.post(f"{PAGE}{foreign.id}/", LENA).status_code == 404
    assert read(books, foreign).name == "Foreign Fred"
