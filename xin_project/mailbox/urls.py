"""The addresses of the mailbox."""

from django.urls import path

from xin_project.mailbox import views

urlpatterns = [
    path("", views.mailbox, name="mailbox"),
    path("<int:number>/", views.mail, name="mail"),
]
