"""What system administrators look after."""

from datetime import datetime
from typing import Any

from django.contrib.admin import SimpleListFilter, action, display, register
from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display as badge

from apps.tenants.models import Membership, Tenant, User
from apps.tenants.workspaces.services import delete_tenant, resume_tenant, suspend_tenant
from xin_project.admin_site.site import system_site
from xin_project.admin_site.usage import with_usage


@register(User, site=system_site)
class UserAdmin(ModelAdmin):  # type: ignore[misc]
    """People. A password is theirs: they set it by the link of a mail."""

    list_display = ["email", "name", "is_active", "is_superuser", "last_login"]
    list_filter = ["is_active", "is_superuser"]
    search_fields = ["email", "name"]
    ordering = ["email"]
    fields = ["email", "name", "is_active", "is_staff", "is_superuser", "last_login", "date_joined"]
    readonly_fields = ["last_login", "date_joined"]


class _ReadOnlyAdmin(ModelAdmin):  # type: ignore[misc]
    """Rows that are made and unmade by the product's own commands and pages."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: see above."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Refuse: see above."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: see above."""
        return False


class StateFilter(SimpleListFilter):
    """Workspaces that are open, or suspended."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Give the states."""
        return [("open", gettext("Open")), ("suspended", gettext("Suspended"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Give the workspaces of the state that was chosen."""
        if self.value() is None:
            return queryset
        return queryset.filter(suspended_at__isnull=self.value() == "open")


@register(Tenant, site=system_site)
class TenantAdmin(_ReadOnlyAdmin):
    """Workspaces with what they use; suspend, resume, delete."""

    list_display = [
        "name",
        "slug",
        "state",
        "members",
        "conversations",
        "messages",
        "files",
        "last_activity",
        "created_at",
    ]
    list_filter = [StateFilter]
    search_fields = ["name", "slug", "public_id"]
    ordering = ["name"]
    actions = ["suspend", "resume"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tenant]:
        """Give the workspaces with what they use."""
        return with_usage(super().get_queryset(request))

    @badge(  # type: ignore[untyped-decorator]  # Unfold has no types
        description=_("state"), label={"suspended": "danger", "open": "success"}
    )
    def state(self, tenant: Any) -> tuple[str, str]:
        """Say whether somebody gets in."""
        if tenant.suspended_at:
            return "suspended", gettext("Suspended")
        return "open", gettext("Open")

    @display(description=_("members"), ordering="members")
    def members(self, tenant: Any) -> str:
        """Give how many people work there."""
        return intcomma(tenant.members)

    @display(description=_("conversations"), ordering="conversations")
    def conversations(self, tenant: Any) -> str:
        """Give how many threads there are."""
        return intcomma(tenant.conversations)

    @display(description=_("messages"), ordering="messages")
    def messages(self, tenant: Any) -> str:
        """Give how many messages there were."""
        return intcomma(tenant.messages)

    @display(description=_("files"), ordering="file_bytes")
    def files(self, tenant: Any) -> str:
        """Give how large its files are together."""
        return filesizeformat(tenant.file_bytes)

    @display(description=_("last activity"), ordering="last_activity")
    def last_activity(self, tenant: Any) -> datetime | None:
        """Give when the bot or a member last spoke."""
        found: datetime | None = tenant.last_activity
        return found

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Allow it: one is asked before."""
        return True

    @action(description=_("Suspend: nobody gets in, nothing is lost"))
    def suspend(self, request: HttpRequest, tenants: QuerySet[Tenant]) -> None:
        """Let nobody into some workspaces."""
        for tenant in tenants.filter(suspended_at=None):
            suspend_tenant(tenant)
            self.message_user(request, gettext("%s is suspended.") % tenant)

    @action(description=_("Resume"))
    def resume(self, request: HttpRequest, tenants: QuerySet[Tenant]) -> None:
        """Let everybody into some workspaces again."""
        for tenant in tenants.exclude(suspended_at=None):
            resume_tenant(tenant)
            self.message_user(request, gettext("%s is open again.") % tenant)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Name the workspaces and nothing of what is in them: that is nobody's to read here."""
        named = [str(tenant) for tenant in objs]
        return named, {gettext("workspaces, with everything in them"): len(named)}, set(), []

    def delete_model(self, request: HttpRequest, obj: Tenant) -> None:
        """Delete a workspace and every row of it."""
        delete_tenant(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Tenant]) -> None:
        """Delete some workspaces."""
        for tenant in queryset:
            delete_tenant(tenant)


@register(Membership, site=system_site)
class MembershipAdmin(_ReadOnlyAdmin):
    """Who belongs where."""

    list_display = ["user", "tenant", "role"]
    list_filter = ["role"]
    list_select_related = ["user", "tenant"]
    search_fields = ["user__email", "tenant__name", "tenant__slug"]
    ordering = ["tenant__name", "user__email"]
