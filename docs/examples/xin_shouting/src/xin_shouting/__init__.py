"""An example of a package that adds a block, a check of policies and a kind of channel."""
