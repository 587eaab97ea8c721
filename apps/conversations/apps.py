from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    """Who talks with whom."""

    name = "apps.conversations"
    label = "conversations"

    def ready(self) -> None:
        """Subscribe to who leaves a workspace, and to what providers post."""
        from apps.channels.webhooks.inbox import events_arrived
        from apps.conversations.inbound import intake
        from apps.conversations.thread import member_removal
        from apps.tenants.members.events import membership_changed

        membership_changed.register(member_removal.follow)
        events_arrived.register(intake.follow)
