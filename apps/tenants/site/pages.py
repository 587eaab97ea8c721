"""The workspace site under ``/app/<slug>/``: every page opens the workspace's scope.

Each app registers its models with a `RoomAdmin` that says which pages it has. Django's own lists
and forms are not used: the pages stand in ``workspace/frame.html``.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, ClassVar

from django.contrib.admin import AdminSite, ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse, TemplateResponse
from django.urls import URLPattern, URLResolver, path
from django.utils import timezone
from django.views.decorators.cache import never_cache

from apps.core.errors import Forbidden, NotFound
from apps.platform.db.scope import tenant_scope
from apps.tenants.members.roles import Action, may
from apps.tenants.site import home
from apps.tenants.site.middleware import WORKSPACE, WorkspaceRequest
from apps.tenants.site.navigation import Room, entries, island_props

View = Callable[..., HttpResponseBase]


class WorkspaceSite(AdminSite):
    """The rooms of a workspace, for its members."""

    def admin_view(self, view: View, cacheable: bool = False) -> View:  # type: ignore[override]
        """Give the view inside the scope of the workspace, with its response rendered there.

        A template that renders after the scope has closed would find no rows.
        """

        @wraps(view)
        def inside(request: WorkspaceRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                with tenant_scope(request.tenant), timezone.override(request.tenant.timezone):
                    response = view(request, *args, **kwargs)
                    if isinstance(response, SimpleTemplateResponse):
                        response.render()
                return response
            except NotFound as missing:
                raise Http404 from missing
            except Forbidden as refused:
                raise PermissionDenied(refused.message) from refused

        return inside if cacheable else never_cache(inside)

    def page(self, route: str, view: View, name: str, needs: Action) -> URLPattern:
        """Give the address of a page that a role must allow."""

        @wraps(view)
        def allowed(request: WorkspaceRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not may(request.membership.role, needs):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return path(route, self.admin_view(allowed), name=name)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Give the pages of Home and of every room."""
        pages: list[URLPattern | URLResolver] = [
            self.page("", self.index, "home", home.ROOM.sees),
            self.page("first-steps/", home.show_first_steps, "first_steps", Action.MANAGE_CHANNELS),
        ]
        for admin in self._registry.values():
            pages += admin.get_urls()
        return pages

    @property
    def urls(self) -> tuple[list[URLPattern | URLResolver], str, str]:
        """Give the pages and their namespace, for the project's addresses."""
        return self.get_urls(), WORKSPACE, self.name

    def each_context(self, request: WorkspaceRequest) -> dict[str, Any]:  # type: ignore[override]
        """Give what the frame shows."""
        admins = [admin for admin in self._registry.values() if isinstance(admin, RoomAdmin)]
        rooms = [home.ROOM, *(admin.room for admin in admins if admin.room)]
        return {"rail": entries(request, rooms)}

    def index(  # type: ignore[override]
        self, request: WorkspaceRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """Show Home."""
        context = {**self.each_context(request), **home.context(request)}
        return TemplateResponse(request, "workspace/home.html", context)


workspace_site = WorkspaceSite(name=WORKSPACE)


class RoomAdmin(ModelAdmin):  # type: ignore[type-arg]  # has none at run time
    """The pages about one model. ``room`` is its entry in the rail, if it has one."""

    room: ClassVar[Room | None] = None
    admin_site: WorkspaceSite

    def get_urls(self) -> list[URLPattern]:
        """Give the pages; each says which action a role must allow."""
        raise NotImplementedError

    def show(self, request: WorkspaceRequest, template: str, **context: Any) -> TemplateResponse:
        """Give a page in the frame."""
        return TemplateResponse(request, template, {**self.frame(request), **context})

    def show_island(
        self, request: WorkspaceRequest, island: str, *, title: str, **props: object
    ) -> TemplateResponse:
        """Give a page that a script fills; its title stands before the script runs."""
        return self.show(
            request,
            "workspace/island.html",
            title=title,
            island=island,
            back=props.get("back"),
            entry=f"src/{island}/main.tsx",
            props=island_props(request, **props),
        )

    def frame(self, request: WorkspaceRequest) -> dict[str, Any]:
        """Give what the frame shows."""
        return self.admin_site.each_context(request)
