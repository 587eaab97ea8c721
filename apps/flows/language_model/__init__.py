"""The language model of a workspace: its settings and budgets, and the way to its server.

`port` is what turns ask, `client` speaks with the server, `pages` shows the settings.
"""
