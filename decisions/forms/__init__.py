"""What the pages of decisions ask for, noun by noun. What is allowed is decided by the domain."""
