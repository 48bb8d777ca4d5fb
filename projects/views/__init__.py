"""Workspace pages of projects: project, phases, the handbook's texts, the plan and the ledger."""
