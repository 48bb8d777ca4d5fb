"""What the pages of monitoring ask for, noun by noun."""
