"""Flows that hold an older version of another flow than the one that is live.

Publishing copies the flows that are used; so does nobody meet what nobody has looked at.
"""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from apps.flows.models import Flow, FlowVersion
from apps.platform.db.scope import tenant_scope


def get_callers(flow: Flow) -> list[Flow]:
    """Give the flows whose live version uses this one, by name."""
    with tenant_scope(flow.tenant_id):
        using = Flow.objects.filter(
            archived_at=None, live_version__graph__flows__has_key=str(flow.id)
        )
        return list(using.select_related("live_version").order_by("name", "id"))


def remarks_about(flow: Flow) -> list[str]:
    """Say which flows use this one in a version that is no longer live."""
    with tenant_scope(flow.tenant_id):
        return [
            sentence
            for caller in get_callers(flow)
            for sentence in outdated_uses([caller], of=flow).get(caller.id, [])
        ]


def outdated_uses(flows: Iterable[Flow], of: Flow | None = None) -> dict[UUID, list[str]]:
    """Say for each flow of the open scope which others it uses in a version that is not live.

    ``Front desk still uses version 3 of Returns. Publish it to use version 4.`` With ``of`` only
    this one of the others counts.
    """
    listed = [flow for flow in flows if flow.live_version]
    held = {flow.id: _held(flow.live_version) for flow in listed}
    used = {name for flows_held in held.values() for name in flows_held}
    if of is not None:
        used &= {str(of.id)}
    current = {
        str(flow.id): flow
        for flow in Flow.objects.filter(id__in=used).select_related("live_version")
    }
    return {
        flow.id: [
            sentence
            for name, graph in held[flow.id].items()
            if name in current
            for sentence in _outdated(flow, current[name], graph)
        ]
        for flow in listed
    }


def _outdated(caller: Flow, used: Flow, held: Any) -> Iterator[str]:
    if used.live_version is None or _drawing(used.live_version) == held:
        return
    number = _number(used, held)
    words = {"by": caller.name, "used": used.name, "new": used.live_version.number, "old": number}
    sentence = _("%(by)s still uses an older %(used)s. Publish it to use version %(new)s.")
    if number is not None:
        sentence = _(
            "%(by)s still uses version %(old)s of %(used)s. Publish it to use version %(new)s."
        )
    yield sentence % words


def _number(flow: Flow, held: Any) -> int | None:
    """Find the version that another flow holds; the file does not say."""
    versions = FlowVersion.objects.filter(flow=flow).order_by("-number")
    return next((one.number for one in versions.iterator() if _drawing(one) == held), None)


def _held(version: FlowVersion | None) -> dict[str, Any]:
    graph: dict[str, Any] = version.graph if version else {}
    flows: dict[str, Any] = graph.get("flows", {})
    return flows


def _drawing(version: FlowVersion) -> dict[str, Any]:
    return {key: part for key, part in version.graph.items() if key != "flows"}
