"""The agents' side: the socket, the inbox, who looks at what, what the bot did.

`consumer` is where a frame comes in, `api` offers the same commands.
"""
