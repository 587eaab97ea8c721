"""Who belongs to a workspace: roles, teams, invitations, and who is there now.

`roles` holds the one table of permissions.
"""
