"""Which sites asked for a channel's widget, and when: how people see that their snippet works."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from apps.channels.models import Channel, SeenSite
from apps.channels.queries import WidgetChannel, access_web_channel, check_widget_channel
from apps.channels.website.origins import normal_origin
from apps.platform.db.scope import tenant_scope
from apps.tenants.models import Tenant

FRESH = timedelta(minutes=1)
"""A site that was seen this recently is not written again."""
MOST_SITES = 100
"""Anybody can claim any origin: past this many, the ones unseen for longest are forgotten."""
LONGEST_ORIGIN = 255


def let_site_in(key: str, channel: str | None, origin: str | None) -> WidgetChannel:
    """Find the channel that a snippet names, and remember which site asked: a refused one too.

    Raises:
        NotFound: no active website channel goes by these ids.
        Forbidden: the channel does not allow this origin.
    """
    found = access_web_channel(key, channel)
    record_site(found, origin)
    return check_widget_channel(found, origin)


def get_seen_sites(channel: Channel) -> list[SeenSite]:
    """Give the sites of a channel, the latest first."""
    with tenant_scope(channel.tenant_id):
        sites = SeenSite.objects.filter(channel=channel).select_related("channel")
        return list(sites.order_by("-seen_at"))


def was_seen_anywhere(tenant: Tenant) -> bool:
    """Tell whether any site of this workspace ever asked for the widget."""
    with tenant_scope(tenant):
        return SeenSite.objects.filter(tenant=tenant).exists()


def record_site(channel: Channel, origin: str | None) -> None:
    """Write down that a page of this origin asked; our own pages do not count."""
    site = normal_origin(origin or "")
    if site is None or len(site) > LONGEST_ORIGIN or site == _own_origin():
        return
    with tenant_scope(channel.tenant_id):
        now = timezone.now()
        seen = SeenSite.objects.filter(channel=channel)
        if seen.filter(origin=site, seen_at__gt=now - FRESH).exists():
            return
        row = SeenSite(tenant_id=channel.tenant_id, channel=channel, origin=site, seen_at=now)
        SeenSite.objects.bulk_create(
            [row],
            update_conflicts=True,
            unique_fields=["channel", "origin"],
            update_fields=["seen_at"],
        )
        _forget_the_oldest(channel)


def _own_origin() -> str:
    parts = urlsplit(settings.XIN_PUBLIC_URL)
    return normal_origin(f"{parts.scheme}://{parts.netloc}") or ""


def _forget_the_oldest(channel: Channel) -> None:
    seen = SeenSite.objects.filter(channel=channel)
    kept = seen.order_by("-seen_at").values("id")[:MOST_SITES]
    seen.exclude(id__in=kept).delete()
