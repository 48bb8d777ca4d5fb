"""What the pages of drafting ask for, noun by noun."""
