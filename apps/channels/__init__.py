"""Where visitors come in: websites, providers by their adapters, and what providers sent.

`adapter` says what an adapter is; `webhooks` is where providers post.
"""
