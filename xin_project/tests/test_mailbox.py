"""The mailbox: there for an installation at home, and for nobody else."""

from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMessage, get_connection
from django.test import Client

HERE: dict[str, Any] = {"HTTP_HOST": "localhost:8000", "REMOTE_ADDR": "127.0.0.1"}


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.XIN_HAS_MAILBOX = True
    settings.EMAIL_FILE_PATH = tmp_path
    settings.ALLOWED_HOSTS = ["*"]
    return tmp_path


def send(folder: Path, *subjects: str) -> None:
    backend = "django.core.mail.backends.filebased.EmailBackend"
    mails = [
        EmailMessage(
            subject, "Grüße: http://localhost/x?a=1&b=2", "a@b.example", ["dora@b.example"]
        )
        for subject in subjects
    ]
    get_connection(backend, file_path=str(folder)).send_messages(mails)


pytestmark = pytest.mark.django_db


def test_it_lists_the_mails_the_newest_first(client: Client, folder: Path) -> None:
    send(folder, "First", "Zweite für dich")
    send(folder, "Third")
    page = client.get("/mailbox/", **HERE).text
    places = [page.index(subject) for subject in ("Third", "Zweite für dich", "First")]
    assert places == sorted(places)


def test_it_shows_one_with_links_that_work(client: Client, folder: Path) -> None:
    send(folder, "First", "Second")
    page = client.get("/mailbox/2/", **HERE).text
    assert "<h1>Second</h1>" in page
    assert "Grüße" in page
    assert 'href="http://localhost/x?a=1&amp;b=2"' in page


def test_it_says_when_there_is_none(client: Client, folder: Path) -> None:
    assert "No mail yet" in client.get("/mailbox/", **HERE).text
    assert client.get("/mailbox/1/", **HERE).status_code == 404


def test_it_is_not_there_where_the_product_serves_others(
    client: Client, folder: Path, settings: Any
) -> None:
    settings.XIN_HAS_MAILBOX = False
    assert client.get("/mailbox/", **HERE).status_code == 404


@pytest.mark.parametrize(
    "away",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"HTTP_HOST": "chat.example"},
        {"REMOTE_ADDR": ""},
        {"HTTP_X_FORWARDED_FOR": "192.0.2.7"},
    ],
)
def test_it_is_not_there_for_other_machines(
    away: dict[str, str], client: Client, folder: Path
) -> None:
    send(folder, "First")
    assert client.get("/mailbox/", **{**HERE, **away}).status_code == 404
    assert client.get("/mailbox/1/", **{**HERE, **away}).status_code == 404
