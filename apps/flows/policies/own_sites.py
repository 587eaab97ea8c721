"""The workspace's own sites. Channels know them, a layer above, and register their source here."""

from collections.abc import Callable, Iterable

from apps.core.hooks import Hook

own_site_sources: Hook[Callable[[], Iterable[str]]] = Hook()
"""Each gives names of sites of the open scope, such as ``shop.mossbird.example``."""


def own_sites() -> list[str]:
    """Give the sites of the open scope, each once."""
    return sorted({site for source in own_site_sources for site in source()})
