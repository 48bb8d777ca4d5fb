"""What pages ask of monitoring: one module a page or noun."""
