"""Pages of the workspace site that are tools: a function each, with `page` above it.

A list with forms is no page but a `WorkspaceModelAdmin`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse

from apps.tenants.members.roles import Action, may
from apps.tenants.site.middleware import WorkspaceRequest
from apps.tenants.site.navigation import Section, island_props, page_url

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Page:
    """A view at ``/app/<slug>/<route>``, for the roles that may do what it ``needs``.

    The first page of a ``section`` brings it into the navigation.
    """

    route: str
    name: str
    needs: Action
    view: View
    section: Section | None = None

    def __call__(
        self, request: WorkspaceRequest, *args: object, **kwargs: object
    ) -> HttpResponseBase:
        """Answer a member whose role allows it.

        Raises:
            PermissionDenied: the role does not.
        """
        if not may(request.membership.role, self.needs):
            raise PermissionDenied
        return self.view(request, *args, **kwargs)


def page(
    route: str, name: str, needs: Action, section: Section | None = None
) -> Callable[[View], Page]:
    """Make a view a page; `WorkspaceSite.include` puts the pages of a module on the site."""
    return lambda view: Page(route, name, needs, view, section)


def show(request: WorkspaceRequest, template: str, **context: object) -> TemplateResponse:
    """Answer with a template that stands in ``workspace/frame.html``."""
    return TemplateResponse(request, template, context)


def show_island(
    request: WorkspaceRequest, island: str, *, title: str, **props: object
) -> TemplateResponse:
    """Answer with a page that a script fills; its title stands before the script runs."""
    return show(
        request,
        "workspace/island.html",
        title=title,
        island=island,
        back=props.get("back"),
        entry=f"src/{island}/main.tsx",
        props=island_props(request, **props),
    )


def to_page(request: WorkspaceRequest, name: str, **names: object) -> HttpResponseRedirect:
    """Send the browser on to a page of the same workspace."""
    return HttpResponseRedirect(page_url(request.tenant, name, **names))
