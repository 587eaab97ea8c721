"""Flows to begin with, and their tests, as files.

`catalogue` reads them; a workspace gets a copy of its own.
"""
