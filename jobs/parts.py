"""What jobs registers with the shop floor."""
