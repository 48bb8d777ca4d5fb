"""What implementation registers with the shop floor."""
