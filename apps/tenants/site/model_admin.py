"""Lists with forms on the workspace site: Django's admin, in the product's own frame.

Search, filters, actions and forms are Django's. The rows are those of the workspace, what a role
may do stands in the one table of permissions, and what a form asks for goes through a service.
"""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.admin import ModelAdmin, action
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import ChangeList
from django.db.models import Model, QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.errors import NotFound, XinError
from apps.tenants.members.roles import Action, may
from apps.tenants.site.change_list import WorkspaceChangeList
from apps.tenants.site.forms import ServiceForm
from apps.tenants.site.middleware import WorkspaceRequest
from apps.tenants.site.navigation import Section, Words, page_url
from apps.tenants.site.pages import Page, View, show, to_page

CONFIRMED = "confirmed"
"""The field that a person sends who was asked whether they are sure."""


class WorkspaceModelAdmin(ModelAdmin):  # type: ignore[type-arg]  # has none at run time
    """A list of a workspace's rows with a form for each.

    The pages are called ``plural`` (the list), ``singular``, ``new_<singular>`` and
    ``delete_<singular>``. Who may not do an action of ``adds``, ``changes`` or ``deletes`` does
    not find its page or button; without an action nobody does.
    """

    route: ClassVar[str]
    plural: ClassVar[str]
    singular: ClassVar[str]
    section: ClassVar[Section | None] = None
    title: ClassVar[Words]
    add_title: ClassVar[Words] = ""

    views: ClassVar[Action]
    adds: ClassVar[Action | None] = None
    changes: ClassVar[Action | None] = None
    deletes: ClassVar[Action | None] = None

    add_form: ClassVar[type[ServiceForm] | None] = None
    row_template: ClassVar[str]
    change_list_template = "workspace/list.html"
    change_form_template = "workspace/form.html"
    delete_confirmation_template = "workspace/delete.html"
    delete_selected_confirmation_template = "workspace/delete_selected.html"
    list_per_page = 50
    show_full_result_count = False

    @property
    def key(self) -> str:
        """Give what addresses call the id of a row: ``contact_id``."""
        return f"{self.opts.model_name}_id"

    def pages(self) -> Iterator[Page]:
        """Give the list, and the forms that roles may see."""
        row = f"{self.route}<uuid:{self.key}>/"
        yield Page(self.route, self.plural, self.views, self.changelist_view, self.section)
        if self.adds:
            yield Page(f"{self.route}new/", f"new_{self.singular}", self.adds, self.add_view)
        yield Page(row, self.singular, self.views, self._of_row(self.change_view))
        if self.deletes:
            view = self._of_row(self.delete_view)
            yield Page(f"{row}delete/", f"delete_{self.singular}", self.deletes, view)

    def name_of(self, row: Any) -> str:
        """Say what a row is called on screen."""
        return str(row)

    def _of_row(self, view: View) -> View:
        return lambda request, **names: view(request, str(names[self.key]))

    # Who may do what, and which rows there are.

    def has_view_permission(self, request: WorkspaceRequest, obj: Model | None = None) -> bool:  # type: ignore[override]
        """Tell whether the role sees the list and its forms."""
        return may(request.membership.role, self.views)

    def has_add_permission(self, request: WorkspaceRequest) -> bool:  # type: ignore[override]
        """Tell whether the role adds rows."""
        return self.adds is not None and may(request.membership.role, self.adds)

    def has_change_permission(self, request: WorkspaceRequest, obj: Model | None = None) -> bool:  # type: ignore[override]
        """Tell whether the role changes rows."""
        return self.changes is not None and may(request.membership.role, self.changes)

    def has_delete_permission(self, request: WorkspaceRequest, obj: Model | None = None) -> bool:  # type: ignore[override]
        """Tell whether the role deletes rows."""
        return self.deletes is not None and may(request.membership.role, self.deletes)

    def get_queryset(self, request: WorkspaceRequest) -> QuerySet[Any]:  # type: ignore[override]
        """Give the rows of the workspace."""
        return super().get_queryset(request).filter(tenant=request.tenant)

    def get_object(self, request: Any, object_id: str, from_field: str | None = None) -> Model:
        """Find a row.

        Raises:
            NotFound: the workspace has no such row.
        """
        found: Model | None = super().get_object(request, object_id, from_field)
        if found is None:
            raise NotFound("There is no such row.")
        return found

    # What the pages show.

    def get_changelist(self, request: Any, **kwargs: Any) -> type[ChangeList]:
        """Give the list that knows the workspace's addresses."""
        return WorkspaceChangeList

    def changelist_view(self, request: Any, extra_context: Any = None) -> HttpResponse:
        """Show the list, or carry out an action on those of its rows that are ticked."""
        if request.method == "POST" and not request.POST.getlist(ACTION_CHECKBOX_NAME):
            messages.error(request, _("Tick at least one first."))
            return HttpResponseRedirect(request.get_full_path())
        context = {"title": self.title, "admin": self, "new_page": f"new_{self.singular}"}
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def get_form(self, request: Any, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Give the form of a row, or of a new one, for this person."""
        if obj is None and self.add_form:
            kwargs["form"] = self.add_form
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.membership = request.membership
        return form

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """Give a field as forms of the product have it, without the admin's widgets."""
        return db_field.formfield(**kwargs)

    def render_change_form(
        self, request: Any, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show a form; its errors stand at the fields."""
        row, form = context.get("original"), context["adminform"].form
        title = self.name_of(row) if row else self.add_title
        context |= {"title": title, "row": row, "form": form, **self._addresses(request, row)}
        return super().render_change_form(request, context, *args, **kwargs)

    def delete_view(self, request: Any, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Ask whether somebody is sure, and delete the row; what is refused is said."""
        row = self.get_object(request, object_id)
        addresses = self._addresses(request, row)
        context = {"title": self.name_of(row), "row": row, **addresses, **(extra_context or {})}
        try:
            return super().delete_view(request, object_id, context)
        except XinError as refused:
            messages.error(request, refused.message)
            return HttpResponseRedirect(addresses["form_url"])

    @action(permissions=["delete"], description=gettext_lazy("Delete"))
    def delete_chosen(self, request: Any, queryset: QuerySet[Any]) -> HttpResponse | None:
        """Ask whether somebody is sure, and delete some rows."""
        if CONFIRMED not in request.POST:
            rows = [(row, self.name_of(row)) for row in queryset]
            context = {"title": self.title, "rows": rows, "checkbox": ACTION_CHECKBOX_NAME}
            back = page_url(request.tenant, self.plural)
            return show(request, self.delete_selected_confirmation_template, back=back, **context)
        self.delete_queryset(request, queryset)
        return None

    def get_deleted_objects(self, objs: Any, request: Any) -> tuple[Any, Any, Any, Any]:
        """Give nothing to warn of: the service knows what goes along."""
        return [], {}, set(), []

    def _addresses(self, request: WorkspaceRequest, row: Model | None) -> dict[str, str]:
        of_row = {self.key: row.pk} if row else {}
        addresses = {"back": page_url(request.tenant, self.plural)}
        if row:
            addresses["form_url"] = page_url(request.tenant, self.singular, **of_row)
        if row and self.has_delete_permission(request, row):
            delete = page_url(request.tenant, f"delete_{self.singular}", **of_row)
            addresses["delete_url"] = delete
        return addresses

    # What is written; `ServiceForm` has stored the row, and its service recorded the event.

    def save_form(self, request: Any, form: Any, change: bool) -> Any:
        """Give the row that the service stored."""
        return form.instance

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        """Leave the row as the service stored it."""

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        """Leave what hangs on the row as the service stored it."""

    def delete_model(self, request: Any, obj: Any) -> None:
        """Delete a row through its service, and say that it is gone.

        Raises:
            XinError: the service refuses.
        """
        raise NotImplementedError

    def delete_queryset(self, request: Any, queryset: QuerySet[Any]) -> None:
        """Delete rows through their service, one by one."""
        for row in queryset:
            self.delete_model(request, row)

    def log_addition(self, request: Any, obj: Any, message: Any) -> Any:
        """Leave the record to the service: Django's own belongs to no workspace."""

    def log_change(self, request: Any, obj: Any, message: Any) -> Any:
        """Leave the record to the service."""

    def log_deletions(self, request: Any, queryset: Any) -> Any:
        """Leave the record to the service."""

    # Where people are led then.

    def response_add(
        self, request: Any, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponseRedirect:
        """Lead back to the list."""
        return self.response_change(request, obj)

    def response_change(self, request: Any, obj: Any) -> HttpResponseRedirect:
        """Lead back to the list."""
        messages.info(request, _("Saved."))
        return to_page(request, self.plural)

    def response_delete(self, request: Any, obj_display: str, obj_id: Any) -> HttpResponseRedirect:
        """Lead back to the list."""
        return to_page(request, self.plural)
