"""``make up`` inside the virtual environment: check, build, start, watch."""

import fcntl
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from xin_project.embedded.console import PHASES_OF_UP, CannotStart, Phases, complain, say
from xin_project.embedded.data_folder import DataFolder, why_closed
from xin_project.embedded.down import stop_leftovers
from xin_project.embedded.front_end import build_front_end
from xin_project.embedded.metrics import begin_counting
from xin_project.embedded.preparation import collect_static_files, migrate, seed_demo
from xin_project.embedded.processes import allow_many_files
from xin_project.embedded.services import current_folder, running_services
from xin_project.embedded.supervisor import Supervisor
from xin_project.embedded.web import programs, wait_until_ready
from xin_project.environment import BadEnvironment, Environment, environment

FIRST_PHASE = 3


def main() -> int:
    """Run the product until it is stopped; the exit code says whether it could start."""
    _stop_on_signals()
    allow_many_files()
    try:
        up(Phases(PHASES_OF_UP, FIRST_PHASE))
    except (CannotStart, BadEnvironment) as problem:
        complain(problem)
        return 1
    except KeyboardInterrupt:
        say("Stopped. Your data is kept.")
    return 0


def up(phases: Phases) -> None:
    """Start everything and watch over it; returns at once when it runs already.

    Raises:
        CannotStart, BadEnvironment: with the sentence for the person who started it.
        KeyboardInterrupt: when it was stopped.
    """
    folder = current_folder()
    folder.prepare()
    with _only_one(folder) as is_first:
        if not is_first:
            say(_running_sentence(folder))
            return
        stop_leftovers(folder)
        settings = _settings_of_this_run(folder)
        with phases.phase("front end") as notes:
            build_front_end(notes)
        _run(folder, settings, phases)


def _run(folder: DataFolder, settings: Environment, phases: Phases) -> None:
    """Start the parts one after the other; whatever happens, stop them in the opposite order."""
    with ExitStack() as stack:
        with phases.phase("Postgres and Redis"):
            servers = stack.enter_context(running_services(folder))
        stack.callback(_forget_supervisor, folder)
        with phases.phase("database"):
            migrate(folder)
            collect_static_files(folder)
        with phases.phase("demo workspace"):
            demo = seed_demo(folder)
        begin_counting(folder)
        supervisor = Supervisor(folder, servers, programs(folder, settings))
        stack.callback(supervisor.stop)
        stack.callback(_finish_undisturbed)
        with phases.phase("web and engine"):
            supervisor.start()
            wait_until_ready(settings, supervisor)
        _announce(settings, demo, folder)
        supervisor.watch()


def _settings_of_this_run(folder: DataFolder) -> Environment:
    """Read the settings without what an ended run wrote, check the port, note who we are."""
    with folder.changing():
        folder.forget_the_dead()
        environment.cache_clear()
        settings = environment()
        if reason := why_closed(settings.host, settings.port):
            raise CannotStart(
                f"Port {settings.port} cannot be used ({reason}): "
                f"choose another one, such as `make up PORT={settings.port + 1}`."
            )
        facts = {"web_url": settings.web_url, "port": settings.port}
        folder.note_run(facts, {"supervisor": os.getpid()})
    return settings


@contextmanager
def _only_one(folder: DataFolder) -> Iterator[bool]:
    """Give False when another supervisor looks after this folder."""
    with folder.open_lock("supervisor.lock") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
        else:
            yield True


def _running_sentence(folder: DataFolder) -> str:
    address = folder.run().get("web_url", "it is just starting")
    return f"Xin ChatBot runs already: {address} (stop it with `make down`)."


def _announce(settings: Environment, demo: dict[str, Any], folder: DataFolder) -> None:
    say(f"\n  {demo['shop_url']:42} the demo shop: you are the visitor")
    say(f"  {settings.web_url:42} the workspace\n")
    for user in demo.get("users", ()):
        say(f"  {user['role']:8} {user['email']:32} {user['sign_in']}")
    say(f"\nXin ChatBot is ready. Ctrl-C or `make down` stops it. Logs: {folder.path / 'logs'}")


def _forget_supervisor(folder: DataFolder) -> None:
    with folder.changing():
        folder.forget_the_dead("supervisor")


def _stop_on_signals() -> None:
    """Let every polite signal stop us as Ctrl-C does; ``nohup`` keeps its meaning."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, signal.default_int_handler)


def _finish_undisturbed() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


if __name__ == "__main__":
    sys.exit(main())
