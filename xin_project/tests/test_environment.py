"""Settings: every source, one readable list of mistakes, and a page that names them all."""

import re
from pathlib import Path
from typing import Any

import pytest

from xin_project import environment as module
from xin_project.environment import PROJECT_ROOT, BadEnvironment, Environment, kept_secret
from xin_project.mail_server import MailServer, read_mail_server


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    monkeypatch.setenv("XIN_DATA_DIR", str(tmp_path))
    module.environment.cache_clear()
    yield
    monkeypatch.undo()
    module.environment.cache_clear()


def test_it_lists_every_wrong_setting_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XIN_PORT", "many")
    monkeypatch.setenv("XIN_LOG_LEVEL", "LOUD")
    with pytest.raises(BadEnvironment) as refused:
        module.environment()
    assert "XIN_PORT" in str(refused.value)
    assert "XIN_LOG_LEVEL" in str(refused.value)


def test_it_reads_a_value_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("from a mount\n")
    monkeypatch.setenv("XIN_METRICS_TOKEN_FILE", str(tmp_path / "token"))
    token = module.environment().metrics_token
    assert token is not None
    assert token.get_secret_value() == "from a mount"


def test_it_says_which_file_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XIN_SECRET_KEY_FILE", "/nowhere")
    with pytest.raises(BadEnvironment, match="XIN_SECRET_KEY_FILE"):
        module.environment()


def test_it_reads_a_secrets_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "mounted").mkdir()
    (tmp_path / "mounted" / "xin_secret_key").write_text("mounted")
    monkeypatch.setenv("XIN_SECRETS_DIR", str(tmp_path / "mounted"))
    key = module.environment().secret_key
    assert key is not None
    assert key.get_secret_value() == "mounted"


def test_it_makes_a_secret_once_and_keeps_it_to_itself(tmp_path: Path) -> None:
    first = kept_secret("some_key", None)
    assert kept_secret("some_key", None) == first
    assert len(first) >= 43
    assert (tmp_path / "secrets" / "some_key").stat().st_mode & 0o777 == 0o600


def test_it_never_shows_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XIN_DATABASE_URL", "postgresql://xin:hush@db/xin")
    assert "hush" not in repr(module.environment())


PUBLIC = {"XIN_PUBLIC_URL": "https://chat.example", "XIN_DATABASE_URL": "postgresql://db/xin"}


def test_a_public_installation_brings_its_key(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in PUBLIC.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(BadEnvironment, match="XIN_ENCRYPTION_KEY is needed"):
        module.environment()
    monkeypatch.setenv("XIN_ENCRYPTION_KEY", "k" * 32)
    assert module.environment().encryption_key


def test_the_embedded_database_needs_no_key_of_yours(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XIN_PUBLIC_URL", "https://chat.example")
    (tmp_path / "run.json").write_text('{"database_url": "postgresql://here/xin"}')
    assert module.environment().encryption_key is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("XIN_ENCRYPTION_KEY", f"{'k' * 32},hush"),
        ("XIN_EMAIL_URL", "https://user:hush@mail.example"),
        ("XIN_EMAIL_URL", "smtp://"),
    ],
)
def test_a_wrong_secret_is_told_but_not_shown(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadEnvironment, match=name) as refused:
        module.environment()
    assert "hush" not in str(refused.value)


@pytest.mark.parametrize(
    ("address", "server"),
    [
        ("smtp://mail.example", MailServer("mail.example", 587, "", "", "starttls")),
        (
            "smtps://a%40b:p%3Aw@mail.example:46",
            MailServer("mail.example", 46, "a@b", "p:w", "tls"),
        ),
        ("smtp+plain://localhost", MailServer("localhost", 25, "", "", "none")),
    ],
)
def test_a_mail_server_is_one_address(address: str, server: MailServer) -> None:
    assert read_mail_server(address) == server


def test_every_setting_stands_in_the_docs() -> None:
    page = (PROJECT_ROOT / "docs" / "settings.md").read_text()
    documented = set(re.findall(r"^\| `(XIN_[A-Z_]+)`", page, re.MULTILINE))
    assert {f"XIN_{name.upper()}" for name in Environment.model_fields} <= documented
