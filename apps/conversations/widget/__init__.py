"""The visitor's side of a website: the socket, the API without one, the token.

`consumer` is where a frame comes in.
"""
