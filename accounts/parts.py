"""What accounts registers with the shop floor."""
