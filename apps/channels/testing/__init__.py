"""What tests of channels play with; other packages' tests may use it too.

`their_system` plays the system of a tenant on the other side of a signed webhook.
"""
