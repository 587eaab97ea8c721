"""The one way to the database: scopes, units of work, hot statements, row-level security.

Start with `scope`; whoever writes SQL by hand reads `statements` too.
"""
