"""Settings: every source, one readable list of mistakes, and a page that names them all."""

import re
from pathlib import Path
from typing import Any

import pytest

from xin_project import environment as module
from xin_project.environment import PROJECT_ROOT, BadEnvironment, Environment, kept_secret


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


def test_every_setting_stands_in_the_docs() -> None:
    page = (PROJECT_ROOT / "docs" / "settings.md").read_text()
    documented = set(re.findall(r"^\| `(XIN_[A-Z_]+)`", page, re.MULTILINE))
    assert {f"XIN_{name.upper()}" for name in Environment.model_fields} <= documented
