"""What comes by webhook: the endpoint that providers post to, and the events that it stores.

`address` and `sample_message` are of signed webhooks, a tenant's own system.
"""
