"""Which IP addresses are out in the world, and which lie in some private network, ours for one.

Only addresses that a resolver gave are judged: what a name looks like says nothing.
"""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

_WORLD_V6 = ip_network("2000::/3")
_TUNNELS_V6 = (ip_network("2001::/23"), ip_network("2002::/16"), ip_network("3fff::/20"))
"""Addresses that carry another one, which may lie anywhere, and those of examples."""
_PRIVATE_V4 = (
    ip_network("168.63.129.16/32"),  # a cloud's own services, under a public number
    ip_network("192.0.0.0/24"),  # protocols, and another cloud's services
    ip_network("192.88.99.0/24"),  # relays to IPv6
)


def is_public(address: str) -> bool:
    """Say whether a request may go there: a public address of one machine, and no tunnel."""
    try:
        judged = ip_address(address)
    except ValueError:
        return False
    if isinstance(judged, IPv4Address):
        return _is_public_v4(judged)
    return _is_public_v4(judged.ipv4_mapped) if judged.ipv4_mapped else _is_public_v6(judged)


def is_loopback(address: str) -> bool:
    """Say whether it is this machine itself."""
    try:
        judged = ip_address(address)
    except ValueError:
        return False
    mapped = judged.ipv4_mapped if isinstance(judged, IPv6Address) else None
    return (mapped or judged).is_loopback


def is_private(address: str) -> bool:
    """Say whether it is this machine, or one of the private network around it.

    Link-local addresses are none of it: a cloud hands out its keys there.
    """
    try:
        judged = ip_address(address)
    except ValueError:
        return False
    mapped = judged.ipv4_mapped if isinstance(judged, IPv6Address) else None
    judged = mapped or judged
    odd = judged.is_link_local or judged.is_unspecified or judged.is_multicast
    private = judged.is_private and not judged.is_reserved
    return judged.is_loopback or (private and not odd)


def _is_public_v4(address: IPv4Address) -> bool:
    odd = address.is_multicast or address.is_reserved or address.is_unspecified
    private = odd or address.is_private or any(address in network for network in _PRIVATE_V4)
    return address.is_global and not private


def _is_public_v6(address: IPv6Address) -> bool:
    tunnel = any(address in network for network in _TUNNELS_V6)
    return address in _WORLD_V6 and address.is_global and not tunnel
