"""Wiring of the entrance."""

from django.apps import AppConfig


class EntranceConfig(AppConfig):
    """Tells the demo's Home that it is a sample."""

    name = "xin_project.entrance"

    def ready(self) -> None:
        """Register the banner."""
        from xin_project.entrance import banner

        banner.register()
