"""What wakes processes and sockets: the work queue, events, the base of all sockets.

All of it may be lost at any moment; Postgres holds what it points to.
"""
