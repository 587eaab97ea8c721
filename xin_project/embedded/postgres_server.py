"""A private Postgres: its own cluster, loopback, a made password, full durability."""

import json
import os
import signal
from pathlib import Path
from typing import LiteralString

import psycopg
from psycopg import sql

from xin_project.embedded import machine
from xin_project.embedded.console import CannotStart
from xin_project.embedded.data_folder import LOOPBACK, DataFolder, is_free
from xin_project.embedded.machine import PostgresEngine
from xin_project.embedded.postgres_home import PostgresHome
from xin_project.embedded.processes import (
    as_account,
    end,
    has_started,
    inhabitants,
    lives_in,
    run,
    spawn,
    wait_until,
)

SUPERUSER, APP, ADMIN = "postgres", "xin", "xin_admin"
START_SECONDS = 120
SESSIONS_SECONDS = 10
# Fast (ends the sessions), immediate (the next start replays the log), then by force.
STOP = ((signal.SIGINT, 30), (signal.SIGQUIT, 5), (signal.SIGKILL, 5))
SETTINGS = {
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",
    # A failed statement would bring people's words into the log.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}


class PostgresServer:
    """The Postgres of one data folder.

    Three roles: a superuser that only makes the others, ``xin`` that owns the database and is
    bound by row-level security, ``xin_admin`` that passes by it for backups.
    """

    name = "postgres"

    def __init__(self, folder: DataFolder) -> None:
        self.folder = folder
        self.home = PostgresHome(folder.path / "postgres")

    @property
    def cluster(self) -> Path:
        """Postgres' own data folder."""
        return self.home.path / "cluster"

    def pid(self) -> int | None:
        """Give the number of the running server, found by its own note, None when it is down."""
        try:
            pid = int((self.cluster / "postmaster.pid").read_text().split("\n", 1)[0])
        except (OSError, ValueError):
            return None
        return pid if lives_in(pid, self.cluster) else None

    def facts(self) -> dict[str, str]:
        """Give the endpoints for ``run.json``."""
        return {"database_url": self._url(APP), "database_admin_url": self._url(ADMIN)}

    def start(self) -> None:
        """Start the server, or take the one that runs already, and wait until it answers.

        Raises:
            CannotStart: when it cannot, or when the folder belongs to an engine that is not here.
        """
        self.home.prepare()
        self._check_passwords()
        # A server found here may still be coming up, or going down.
        wait_until(lambda: self.pid() is None or self._answers(), START_SECONDS)
        if self.pid() is None:
            self._launch()
        self._make_roles()

    def stop(self) -> None:
        """Stop the server; sessions end, nothing that was committed is lost."""
        if (pid := self.pid()) is not None:
            end(pid, STOP)

    def configure(self, **settings: str) -> None:
        """Change settings of the running server that a reload brings in; they stay."""
        change = sql.SQL("ALTER SYSTEM SET {} = {}")
        with self._connect() as connection:
            for name, value in settings.items():
                connection.execute(change.format(sql.Identifier(name), value))
            connection.execute("SELECT pg_reload_conf()")

    def _check_passwords(self) -> None:
        secrets = self.folder.path / "secrets"
        if self.cluster.exists() and not (secrets / f"postgres_{SUPERUSER}").exists():
            raise CannotStart(f"The database's passwords are gone from {secrets}: put them back.")

    def _launch(self) -> None:
        engine = self.home.within_reach(self._engine())
        if not self.cluster.exists():
            self._make_cluster(engine)
        # The note of a killed server is in the way when its number was reused. While sessions of
        # that server live on, the note is what keeps a second server from their files.
        if wait_until(lambda: not inhabitants(self.cluster), SESSIONS_SECONDS):
            (self.cluster / "postmaster.pid").unlink(missing_ok=True)
        port = self.folder.port(self.name)
        if not is_free(LOOPBACK, port):
            port = self.folder.new_port(self.name)
        options = [f"--{key}={value}" for key, value in {**SETTINGS, "port": port}.items()]
        log = self.folder.log(self.name)
        process = spawn(
            [str(engine.folder / "postgres"), "-D", str(self.cluster), *options],
            log,
            self.home.path,
            environment=_environment(),
            account=self.home.account,
            outlives_us=True,
        )
        if not has_started(process, self._answers, START_SECONDS):
            raise CannotStart("Postgres did not start: the lines above say why.", log)

    def _engine(self) -> PostgresEngine:
        """Choose the programs: those that made the cluster, or the best for a new one."""
        engines = machine.postgres_engines()
        made_by = machine.engine_that_made(self.folder.path)
        if made_by is None:
            if engines:
                return engines[0]
            raise CannotStart(
                "There is no Postgres here: run `make up` once, or install `postgresql`."
            )
        version, origin = made_by
        fitting = [engine for engine in engines if engine.major == int(version.split(".")[0])]
        if fitting:
            return next((engine for engine in fitting if engine.origin == origin), fitting[0])
        present = ", ".join(str(engine) for engine in engines) or "none"
        raise CannotStart(
            f"The data folder {self.folder.path} was made by PostgreSQL {version} ({origin}), "
            f"and here is {present}: install that version, or start with a new folder by "
            "`make up XIN_DATA_DIR=.data-new`."
        )

    def _make_cluster(self, engine: PostgresEngine) -> None:
        """Make the cluster beside its place and move it there, so that a half-made one is none."""
        draft = self.home.empty_folder("cluster.new")
        password = self.home.write("password", self.folder.secret(f"postgres_{SUPERUSER}"))
        command = [
            *(str(engine.folder / "initdb"), "-D", str(draft), "-U", SUPERUSER),
            *(f"--pwfile={password}", "--auth=scram-sha-256", "--data-checksums"),
            *("--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions"),
        ]
        run(
            command,
            self.folder.log("initdb"),
            "The database cluster could not be made: the lines above say why.",
            cwd=self.home.path,
            env=_environment(),
            **as_account(self.home.account),
        )
        password.unlink()
        note = {"version": engine.version, "origin": engine.origin}
        self.home.write(machine.ENGINE_NOTE.name, json.dumps(note))
        draft.rename(self.cluster)

    def _answers(self) -> bool:
        try:
            self._connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def _connect(self) -> psycopg.Connection:
        return psycopg.connect(self._url(SUPERUSER), autocommit=True, connect_timeout=2)

    def _make_roles(self) -> None:
        """Make roles and database; the database comes last, so that it stands for all of them."""
        with self._connect() as connection:
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = 'xin'").fetchone():
                return
            connection.execute("DROP ROLE IF EXISTS xin_admin, xin")
            self._make_role(connection, "CREATE ROLE xin LOGIN CREATEDB PASSWORD {}", APP)
            self._make_role(connection, "CREATE ROLE xin_admin LOGIN BYPASSRLS PASSWORD {}", ADMIN)
            # A member of the owner, so that a backup can read and restore every table.
            connection.execute("GRANT xin TO xin_admin")
            connection.execute("CREATE DATABASE xin OWNER xin")

    def _make_role(
        self, connection: psycopg.Connection, statement: LiteralString, role: str
    ) -> None:
        password = self.folder.secret(f"postgres_{role}")
        connection.execute(sql.SQL(statement).format(password))

    def _url(self, role: str) -> str:
        """Give the address of a role; the superuser's own database is there before ours."""
        database = SUPERUSER if role == SUPERUSER else APP
        password, port = self.folder.secret(f"postgres_{role}"), self.folder.port(self.name)
        return f"postgresql://{role}:{password}@{LOOPBACK}:{port}/{database}"


def _environment() -> dict[str, str]:
    """Give what Postgres needs; settings of another Postgres (PGDATA, PGPORT) stay outside."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
