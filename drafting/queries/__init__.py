"""Reads of drafting, one module a subject: the promise in `editor`, `text_history`, `publication` and `gate`; what is
published in `snapshot`, `part`, `versions`, `comparison` and `draft_page`; what is said of it in `comments`,
`remiss`, `opinion`, `subjects` and `analysis`; `thread`.
"""
