"""The designer and the list of flows: the API, the page, the cards, the pictures.

What it draws with comes from the definitions of blocks; nothing here knows a kind.
"""
