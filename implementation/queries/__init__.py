"""What pages ask of implementation: one module a noun."""
