"""Small tools for code that runs on an event loop.

One object per loop, and one read for all who ask for it at once.
"""
