"""What goes out to providers and by mail: taking it, sending it, telling how it went.

`log` shows it to people.
"""
