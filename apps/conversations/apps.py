from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    """Who talks with whom."""

    name = "apps.conversations"
    label = "conversations"

    def ready(self) -> None:
        """Hear who leaves a workspace, and that a provider told something."""
        from apps.channels.webhooks import inbox
        from apps.conversations.inbound import intake
        from apps.conversations.thread import member_removal
        from apps.tenants.members import events as membership_events

        membership_events.listen(member_removal.follow)
        inbox.listen(intake.follow)
