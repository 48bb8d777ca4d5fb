"""Forms of projects: what is asked, in which words. What is allowed is decided by the domain."""
