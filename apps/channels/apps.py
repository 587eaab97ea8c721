from django.apps import AppConfig


class ChatChannelsConfig(AppConfig):
    """The doors. The label is not ``channels``: Django Channels owns that one."""

    name = "apps.channels"
    label = "chat_channels"
