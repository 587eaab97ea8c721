"""What system administrators look after."""

from typing import Any

from django.contrib.admin import register
from django.db.models import Model
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from apps.tenants.models import Membership, Tenant, User
from xin_project.admin_site.site import system_site


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


@register(Tenant, site=system_site)
class TenantAdmin(_ReadOnlyAdmin):
    """Workspaces; `manage.py tenant` makes, exports and deletes them."""

    list_display = ["name", "slug", "public_id", "language", "timezone", "created_at"]
    search_fields = ["name", "slug", "public_id"]
    ordering = ["name"]


@register(Membership, site=system_site)
class MembershipAdmin(_ReadOnlyAdmin):
    """Who belongs where."""

    list_display = ["user", "tenant", "role"]
    list_filter = ["role"]
    list_select_related = ["user", "tenant"]
    search_fields = ["user__email", "tenant__name", "tenant__slug"]
    ordering = ["tenant__name", "user__email"]
