"""Let ``manage.py`` work whether the product runs or not."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from xin_project.embedded.services import current_folder, running_services

# These need neither database nor Redis.
ALONE = {
    "collectstatic",
    "compilemessages",
    "help",
    "makemessages",
    "showconfig",
    "version",
    "--help",
    "--version",
}


@contextmanager
def services_for(arguments: Sequence[str]) -> Iterator[None]:
    """Hold the embedded services up for a command, and stop them if nobody else uses them.

    Raises:
        CannotStart: when they cannot start.
    """
    if not arguments or ALONE.intersection(arguments):
        yield
        return
    with running_services(current_folder()):
        yield
