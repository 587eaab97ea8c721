"""The addresses of the product."""

from django.urls import include, path

from xin_project import health
from xin_project.api import api
from xin_project.demo.views import shop

urlpatterns = [
    path("", shop, name="shop"),
    path("accounts/", include("apps.tenants.urls")),
    path("api/v1/", api.urls),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("metrics", health.metrics),
]
