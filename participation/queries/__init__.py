"""What the pages of participation ask: one module a page or noun."""
