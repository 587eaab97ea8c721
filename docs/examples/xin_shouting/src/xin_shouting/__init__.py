"""An example of a package that adds to Xin ChatBot: one block, and one check of policies."""
