"""Reads of drafting, one module a subject: `snapshot`, `publication`, `comparison`, `draft_page`, `editor`,
`consultation`; voices beside them.
"""
