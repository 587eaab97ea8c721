"""What Home says about conversations.

Numbers are counted from rows of the last seven days.
"""
