"""Wiring of the app."""

from django.apps import AppConfig


class FlowsConfig(AppConfig):
    """What the bot does: graphs, the engine that runs them, and their versions."""

    name = "apps.flows"
    verbose_name = "Flows"

    def ready(self) -> None:
        """Collect the kinds of blocks; two of one name stop the start here, not a visitor."""
        from apps.flows.engine.registry import node_kinds

        node_kinds()
