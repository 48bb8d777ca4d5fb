"""The pages that show several phases: front page, a region's home, the workspace's home, the golden thread, health."""
