"""`make bench`: what the machine can do, what we do, what a Python developer would pick.

Everything runs in one go on one machine, so that the ratios mean something.
"""
