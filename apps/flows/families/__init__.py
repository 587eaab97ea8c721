"""What kinds of blocks of one family share; the kinds themselves know nothing of each other.

`question` and `model_block` are the two large ones.
"""
