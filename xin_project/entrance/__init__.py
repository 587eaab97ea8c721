"""The way in: the welcome page, signing up, a person's workspaces, and a workspace of one's own."""
