"""Everything under ``/accounts/``."""

from django.urls import include, path

from apps.tenants.sign_in import views

urlpatterns = [
    path("link/<str:token>", views.sign_in_by_link, name="sign_in_link"),
    path("invitation/<str:token>", views.invitation, name="invitation"),
    path("me/", views.person, name="person"),
    path("", include("allauth.urls")),
]
