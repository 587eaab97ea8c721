"""A thread: taking a message in, reading what stands there, changing who speaks.

The widget, the console, the providers and the bot all write through here.
"""
