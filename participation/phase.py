"""What participation registers with the shop floor."""
