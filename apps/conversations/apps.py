from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    """Who talks with whom."""

    name = "apps.conversations"
    label = "conversations"

    def ready(self) -> None:
        """Hear who leaves a workspace, and that a provider told something."""
        from apps.channels import inbox
        from apps.conversations import farewells, intake
        from apps.tenants import membership_news

        membership_news.listen(farewells.follow)
        inbox.listen(intake.follow)
