"""Forms of participation: one module a noun."""
