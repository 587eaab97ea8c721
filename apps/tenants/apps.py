"""Wiring of the app."""

from django.apps import AppConfig


class TenantsConfig(AppConfig):
    """Who: workspaces, people, roles, and the walls between workspaces."""

    name = "apps.tenants"
    verbose_name = "Workspaces"
