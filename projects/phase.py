"""What projects registers with the shop floor."""
