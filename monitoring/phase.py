"""What monitoring registers with the shop floor."""
