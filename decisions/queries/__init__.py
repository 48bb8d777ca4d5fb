"""Reads of decisions: one module a page, and what the pages share."""
