"""``make down``: stop everything of a data folder, also what a killed run left."""

import signal
import sys

from xin_project.embedded.console import CannotStart, complain, say
from xin_project.embedded.data_folder import DataFolder
from xin_project.embedded.processes import end
from xin_project.embedded.services import SERVERS, current_folder, stop
from xin_project.embedded.supervisor import PROGRAMS, STOP
from xin_project.environment import BadEnvironment

STOP_SUPERVISOR = ((signal.SIGTERM, 90), (signal.SIGKILL, 5))


def main() -> int:
    """Stop what runs; it is no error when nothing does."""
    try:
        something_ran = down(current_folder())
    except (CannotStart, BadEnvironment) as problem:
        complain(problem)
        return 1
    say("Stopped. Your data is kept." if something_ran else "Nothing runs.")
    return 0


def down(folder: DataFolder) -> bool:
    """Stop the supervisor, which stops its parts, then what is left; False if nothing ran."""
    if not folder.path.exists():
        return False
    living = folder.living()
    servers = [server for kind in SERVERS if (server := kind(folder)).pid()]
    if "supervisor" in living:
        end(living["supervisor"], STOP_SUPERVISOR)
    stop_leftovers(folder)
    with folder.changing():
        stop(folder)
    return bool(living or servers)


def stop_leftovers(folder: DataFolder) -> None:
    """Stop programs whose supervisor was killed."""
    living = folder.living()
    for name in PROGRAMS:
        if name in living:
            end(living[name], STOP)


if __name__ == "__main__":
    sys.exit(main())
