"""Wiring of the app."""

from django.apps import AppConfig


class FlowsConfig(AppConfig):
    """What the bot does: graphs, the engine that runs them, and their versions."""

    name = "apps.flows"
    verbose_name = "Flows"
