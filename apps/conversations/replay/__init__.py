"""What happened, played again: tests made of conversations, drafts compared with what was said.

Also what publishing would do to the chats that run.
"""
