from django.apps import AppConfig


class ChatChannelsConfig(AppConfig):
    """Where visitors come in. The label is not ``channels``: Django Channels owns that one."""

    name = "apps.channels"
    label = "chat_channels"

    def ready(self) -> None:
        """Collect the adapters, and tell flows where they are live.

        Two adapters of one kind stop the start here, not a visitor.
        """
        from apps.channels import deployments  # noqa: F401  # registers with the hooks of flows
        from apps.channels.registry import adapters

        adapters()
