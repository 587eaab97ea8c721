"""Every setting of the product, typed, from the environment, ``.env``, files and secret mounts.

Order of precedence: ``XIN_*`` variables, ``XIN_*_FILE`` (a path to the value, for Docker and
Vault mounts), ``.env``, the secrets folders, ``run.json`` of the embedded services, then the
defaults below. A bad value stops the start with one readable list.
"""

import json
import os
import secrets
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from xin_project.mail_server import read_mail_server

PREFIX = "XIN_"
PROJECT_ROOT = Path(__file__).resolve().parent.parent
RUN_FILE = "run.json"
SHORTEST_KEY = 32


class BadEnvironment(Exception):
    """A setting is missing or wrong; the text lists each one with what to do."""


class Environment(BaseSettings):
    """The settings of one process. Every field is the variable ``XIN_<FIELD>``."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=PROJECT_ROOT / ".env", extra="ignore", frozen=True
    )

    data_dir: Path = Field(
        default=PROJECT_ROOT / ".data", description="Folder of everything that must survive."
    )
    debug: bool = Field(default=False, description="Django's debug pages. Never in production.")
    host: str = Field(default="127.0.0.1", description="Address the web process listens on.")
    port: int = Field(
        default=8000,
        ge=1,
        le=65535,
        description="Port of the web process.",
    )
    public_url: str | None = Field(
        default=None, description="Address people reach the product at; http://localhost:<port>."
    )
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        default=("localhost", "127.0.0.1", "[::1]"),
        description="Host names the web process answers to, separated by commas.",
    )
    secret_key: SecretStr | None = Field(
        default=None, description="Signs sessions. Made at first start when empty."
    )
    encryption_key: SecretStr | None = Field(
        default=None,
        description="Encrypts secrets at rest; several by commas: the first encrypts.",
    )
    email_url: SecretStr | None = Field(
        default=None, description="smtp://user:password@host:port; empty: the local mailbox."
    )
    email_from: str | None = Field(default=None, description="Who mails come from.")
    metrics_token: SecretStr | None = Field(
        default=None, description="Bearer token for /metrics from outside the loopback."
    )
    database_url: SecretStr | None = Field(
        default=None, description="postgresql://... of the app's role; empty: embedded Postgres."
    )
    database_admin_url: SecretStr | None = Field(
        default=None, description="postgresql://... of a role with BYPASSRLS, for backups."
    )
    redis_url: SecretStr | None = Field(
        default=None, description="redis://... or unix://...; empty: embedded Redis."
    )
    log_level: str = Field(default="INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$")
    log_json: bool = Field(default=True, description="JSON lines; false prints for people.")
    lease_seconds: float = Field(
        default=30, gt=0.5, description="How long a dead engine keeps a conversation."
    )
    sweep_seconds: float = Field(default=2, gt=0.05, description="Pause between two sweeps.")
    stale_seconds: float = Field(
        default=5, gt=0.05, description="Age at which waiting work is rung again."
    )

    trace_days: int = Field(
        default=90, ge=0, description="How long the traces of turns are kept; 0 is for ever."
    )
    mail_text_days: int = Field(
        default=30, ge=0, description="How long the texts of sent mails are kept; 0 is for ever."
    )
    upload_days: int = Field(
        default=365, ge=0, description="How long files of visitors are kept; 0 is for ever."
    )
    event_days: int = Field(
        default=30, ge=0, description="How long words of providers are kept; 0 is for ever."
    )

    new_visitors_per_minute: int = Field(
        default=60, ge=0, description="New visitors from one network address; 0 is no limit."
    )
    sockets_per_address: int = Field(
        default=200,
        ge=0,
        description="Open sockets of one network address at one web process; 0 is no limit.",
    )

    allow_loopback_http: bool = Field(
        default=False, description="Let flows ask this machine itself. For tests and the demo only."
    )
    allow_private_models: bool = Field(
        default=False,
        description="Let workspaces use a model server in this machine's own network.",
    )

    @field_validator("data_dir")
    @classmethod
    def _below_project(cls, value: Path) -> Path:
        """Give an absolute path; a relative one starts here, wherever the command is called."""
        return PROJECT_ROOT / value.expanduser()

    @field_validator("allowed_hosts", mode="before")
    @classmethod
    def _split_hosts(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("encryption_key")
    @classmethod
    def _long_enough(cls, value: SecretStr | None) -> SecretStr | None:
        if value and any(len(key) < SHORTEST_KEY for key in split_keys(value)):
            raise ValueError(f"each key has at least {SHORTEST_KEY} characters")
        return value

    @field_validator("email_url")
    @classmethod
    def _names_a_mail_server(cls, value: SecretStr | None) -> SecretStr | None:
        if value and value.get_secret_value():
            read_mail_server(value.get_secret_value())
        return value

    @model_validator(mode="after")
    def _own_database_has_own_key(self) -> Self:
        """Refuse a key that is lost with this machine, where the database is elsewhere."""
        is_public = self.web_url.startswith("https://")
        if is_public and self._has_own_database() and not self.encryption_key:
            raise ValueError(
                f"{PREFIX}ENCRYPTION_KEY is needed beside {PREFIX}DATABASE_URL: what it encrypts "
                "must outlive this machine. Any secret of 32 characters or more will do."
            )
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (
            init_settings,
            env_settings,
            _FileVariables(settings_cls),
            dotenv_settings,
            file_secret_settings,
            _RunFile(settings_cls),
        )

    def _has_own_database(self) -> bool:
        noted = read_run_file(self.data_dir).get("database_url")
        return self.database_url is not None and self.database_url.get_secret_value() != noted

    @property
    def web_url(self) -> str:
        """Address of the product without a slash at the end."""
        return (self.public_url or f"http://localhost:{self.port}").rstrip("/")


class _FileVariables(PydanticBaseSettingsSource):
    """``XIN_SECRET_KEY_FILE=/run/secrets/key`` gives ``secret_key`` the file's text."""

    def get_field_value(self, field: Any, field_name: str) -> tuple[Any, str, bool]:
        path = os.environ.get(f"{PREFIX}{field_name.upper()}_FILE")
        return (Path(path).read_text().strip() if path else None), field_name, False

    def __call__(self) -> dict[str, Any]:
        found = {}
        for name in self.settings_cls.model_fields:
            try:
                value, _, _ = self.get_field_value(None, name)
            except OSError as error:
                raise BadEnvironment(
                    f"{PREFIX}{name.upper()}_FILE cannot be read: {error}."
                ) from error
            if value is not None:
                found[name] = value
        return found


class _RunFile(PydanticBaseSettingsSource):
    """Where the embedded services listen, as the supervisor wrote it."""

    def get_field_value(self, field: Any, field_name: str) -> tuple[Any, str, bool]:
        return self().get(field_name), field_name, False

    def __call__(self) -> dict[str, Any]:
        folder = Path(self.current_state.get("data_dir") or ".data").expanduser()
        written = read_run_file(PROJECT_ROOT / folder)
        wanted = ("database_url", "database_admin_url", "redis_url", "port")
        return {name: written[name] for name in wanted if written.get(name)}


def read_run_file(data_dir: Path) -> dict[str, Any]:
    """Give what the supervisor noted in a data folder; nothing when nothing runs."""
    try:
        noted: dict[str, Any] = json.loads((data_dir / RUN_FILE).read_text())
    except (OSError, ValueError):
        return {}
    return noted


@cache
def environment() -> Environment:
    """Read the settings once.

    Raises:
        BadEnvironment: with one line per wrong setting.
    """
    folders = [
        folder for folder in os.environ.get("XIN_SECRETS_DIR", "").split(os.pathsep) if folder
    ]
    try:
        return Environment(_secrets_dir=folders or None)
    except ValidationError as error:
        lines = [
            f"  {PREFIX}{'.'.join(str(part) for part in problem['loc']).upper()}: {problem['msg']}"
            for problem in error.errors()
        ]
        raise BadEnvironment("These settings are wrong:\n" + "\n".join(lines)) from None


def split_keys(keys: SecretStr) -> list[str]:
    """Give the keys of a list with commas."""
    return [key.strip() for key in keys.get_secret_value().split(",") if key.strip()]


def kept_secret(name: str, given: SecretStr | None) -> str:
    """Give a secret from the settings, else the one kept in the data folder, made at first use."""
    if given is not None and given.get_secret_value():
        return given.get_secret_value()
    return secret_in(environment().data_dir, name)


def secret_in(data_folder: Path, name: str) -> str:
    """Give a secret kept in a data folder, made at first use and readable by its owner alone."""
    path = data_folder / "secrets" / name
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_once(path, secrets.token_urlsafe(48))
    return path.read_text().strip()


def _write_once(path: Path, value: str) -> None:
    """Write a secret whole or not at all; of two processes that start at once the first wins."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(value)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
