"""The addresses of the entrance."""

from django.urls import path

from xin_project.entrance import views

urlpatterns = [
    path("", views.front_door, name="front_door"),
    path("shop/", views.open_shop, name="shop"),
    path("app/", views.choose_workspace, name="workspaces"),
    path("start/", views.new_workspace, name="new_workspace"),
]
