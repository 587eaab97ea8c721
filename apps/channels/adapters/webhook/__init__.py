"""A tenant's own system, spoken with by signed webhooks."""

from apps.channels.adapters.webhook.adapter import adapter

__all__ = ["adapter"]
