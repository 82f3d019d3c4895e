"""Keys -> sprites that were drawn before, kept in one bounded folder on disk."""
