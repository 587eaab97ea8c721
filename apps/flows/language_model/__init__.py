"""The language model of a workspace: its settings and budgets, and the way to its server."""
