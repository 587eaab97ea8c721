"""Workspaces themselves: making, changing and deleting one, its hours, what happened in it.

`queries` reads, `services` writes.
"""
