"""A tenant's own system, spoken with by signed webhooks.

`signature` is Standard Webhooks, `schemas` the bodies, `adapter` translates between both.
"""

from apps.channels.adapters.webhook.adapter import adapter

__all__ = ["adapter"]
