"""How fast it is, side by side with what it is measured against: `make bench`."""
