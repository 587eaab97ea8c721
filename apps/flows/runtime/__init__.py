"""The engine, wired to a workspace: its ports, its live policies, its fallback text.

What only the database knows meets the pure function here.
"""
