"""The demo's content (YAML in `content/`) and what turns it into rows, by the same verbs as people use."""
