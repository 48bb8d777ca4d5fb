"""The measured work, in the order in which it takes turns."""

from bench.target import Target
from bench.targets import page

ALL: list[Target] = [page.TARGET]
