"""Everything under ``/accounts/``."""

from django.urls import include, path

from apps.tenants.views import sign_in_by_link

urlpatterns = [
    path("link/<str:token>", sign_in_by_link, name="sign_in_link"),
    path("", include("allauth.urls")),
]
