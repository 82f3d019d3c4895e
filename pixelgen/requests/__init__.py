"""What is asked for -> checked, hashable requests with their parents, and DNA text both ways."""
