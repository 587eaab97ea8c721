from django.apps import AppConfig


class ChatChannelsConfig(AppConfig):
    """The doors. The label is not ``channels``: Django Channels owns that one."""

    name = "apps.channels"
    label = "chat_channels"

    def ready(self) -> None:
        """Collect the adapters; two of one kind stop the start here, not a visitor."""
        from apps.channels.registry import adapters

        adapters()
