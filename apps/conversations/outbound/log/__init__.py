"""The delivery log: the life of each message, in and out, as the workspace may see it.

No message's words stand in it. One entry is a message, or an event of a provider that has not
become one (yet).
"""
