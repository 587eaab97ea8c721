"""The kinds of providers of this installation: its own and those of packages."""

from functools import cache

from django.utils.translation import gettext as _

from apps.channels.adapter import GROUP, ChannelAdapter
from apps.channels.adapters import BUILT_IN
from apps.channels.models import WEB
from apps.core.errors import NotFound
from apps.core.registry import Registry


@cache
def adapters() -> Registry[ChannelAdapter]:
    """Give the adapters of this installation, loaded once.

    Raises:
        DuplicateKind: two of them claim one kind.
    """
    registry: Registry[ChannelAdapter] = Registry(GROUP)
    return registry.load(BUILT_IN)


def adapter_of(kind: str) -> ChannelAdapter:
    """Find the adapter of a kind of channel.

    Raises:
        NotFound: no adapter speaks this kind here (any more); a website has none.
    """
    adapter = adapters().get(kind)
    if adapter is None:
        raise NotFound("There is no such channel.")
    return adapter


def label_of(kind: str) -> str:
    """Say what people call a kind of channel; one that no adapter speaks any more has its name."""
    adapter = adapters().get(kind)
    return _("Website") if kind == WEB else str(adapter.label) if adapter else kind
