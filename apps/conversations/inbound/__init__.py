"""What providers sent, on its way to a message in a thread.

Each event once, those of one sender in their order.
"""
