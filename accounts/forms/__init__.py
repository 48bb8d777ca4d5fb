"""What the pages of accounts ask for: signing in, an invitation, the administration site."""
