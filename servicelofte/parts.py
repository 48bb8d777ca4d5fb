"""What the portal registers with the shop floor."""
