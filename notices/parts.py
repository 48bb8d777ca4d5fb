"""What notices registers with the shop floor."""
