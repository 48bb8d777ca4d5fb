"""What drafting registers with the shop floor."""
