from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    """Who talks with whom."""

    name = "apps.conversations"
    label = "conversations"

    def ready(self) -> None:
        """Hear who leaves a workspace."""
        from apps.conversations import farewells
        from apps.tenants import membership_news

        membership_news.listen(farewells.follow)
