"""The measured work: `make bench` runs it against a real server process and prints ratios of one run."""
