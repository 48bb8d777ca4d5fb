"""What decisions registers with the shop floor."""
