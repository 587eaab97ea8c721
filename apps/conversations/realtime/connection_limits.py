"""How many sockets one network address may hold open in one process."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings

_open: Counter[str] = Counter()


@contextmanager
def counted_connection(address: str) -> Iterator[bool]:
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


def network_of(address: str) -> str | None:
    """Give what is counted as one: an address, or of IPv6 the /64 that one customer has.

    None is this machine itself, or no address.
    """
    try:
        ip = ip_address(address)
    except ValueError:
        return None
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    if ip.is_loopback:
        return None
    return str(ip_network((ip, 64), strict=False)) if ip.version == 6 else str(ip)
