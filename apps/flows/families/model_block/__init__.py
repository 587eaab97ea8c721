"""What all blocks share that ask a language model.

A model's answer is untrusted: its words are never a template, never longer than a limit, and what
shall be a value is read by its kind before anything keeps it.
"""
