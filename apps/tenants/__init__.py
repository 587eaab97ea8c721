"""Workspaces and their people: roles, teams, signing in, the workspace site.

`models` says what a row of a workspace is; every other app derives its tables from it.
"""
