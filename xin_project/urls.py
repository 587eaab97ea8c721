"""The addresses of the product."""

from django.urls import include, path

from apps.channels.webhooks.endpoint import receive
from apps.tenants.site.workspace_site import workspace_site
from xin_project import health
from xin_project.admin_site.site import system_site
from xin_project.api import api

urlpatterns = [
    path("", include("xin_project.entrance.urls")),
    path("app/<str:slug>/", workspace_site.urls),
    path("admin/", system_site.urls),
    path("accounts/", include("apps.tenants.urls")),
    path("language/", include("django.conf.urls.i18n")),
    path("mailbox/", include("xin_project.mailbox.urls")),
    path("api/v1/", api.urls),
    path("webhooks/<str:public_id>", receive),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("metrics", health.metrics),
]
