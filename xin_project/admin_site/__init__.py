"""What a system administrator sees under ``/admin/``: people and workspaces, never their words."""
