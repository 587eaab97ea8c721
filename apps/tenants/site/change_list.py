"""The rows of a list of the workspace site, and the pages before and after them."""

from typing import Any

from django.contrib.admin.views.main import PAGE_VAR, ChangeList
from django.db.models import Model

from apps.tenants.site.middleware import WorkspaceRequest
from apps.tenants.site.navigation import page_url


class WorkspaceChangeList(ChangeList):
    """The rows of a list, with the addresses of its neighbours."""

    def __init__(self, request: WorkspaceRequest, *args: Any, **kwargs: Any) -> None:
        self.tenant = request.tenant
        super().__init__(request, *args, **kwargs)

    def url_for_result(self, result: Model) -> str:
        """Give the address of a row's form."""
        admin: Any = self.model_admin
        return page_url(self.tenant, admin.singular, **{admin.key: result.pk})

    @property
    def rows(self) -> list[tuple[Model, str, str]]:
        """Give the rows of this page, each with its name and the address of its form."""
        admin: Any = self.model_admin
        return [(row, admin.name_of(row), self.url_for_result(row)) for row in self.result_list]

    @property
    def previous_page(self) -> str | None:
        """Give the query of the page before, if there is one."""
        return self.get_query_string({PAGE_VAR: self.page_num - 1}) if self.page_num > 1 else None

    @property
    def next_page(self) -> str | None:
        """Give the query of the page after, if there is one."""
        more = self.page_num < self.paginator.num_pages
        return self.get_query_string({PAGE_VAR: self.page_num + 1}) if more else None
