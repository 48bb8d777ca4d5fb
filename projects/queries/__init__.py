"""What pages ask of projects: one module a page or noun."""
