"""What tests of channels play with; other packages' tests may use it too."""
