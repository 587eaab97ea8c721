"""How many sockets one network address may hold open in one process."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from apps.conversations.newcomers import network_of

_open: Counter[str] = Counter()


@contextmanager
def place_for(address: str) -> Iterator[bool]:
    """Count a socket as long as the block lasts; tell whether there is room for it.

    The machine itself is not counted, nor a socket file.
    """
    network, most = network_of(address), settings.XIN_SOCKETS_PER_ADDRESS
    if network is None or not most:
        yield True
        return
    _open[network] += 1
    try:
        yield _open[network] <= most
    finally:
        _open[network] -= 1
        if not _open[network]:
            del _open[network]
