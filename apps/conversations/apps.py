from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    """Who talks with whom."""

    name = "apps.conversations"
    label = "conversations"
