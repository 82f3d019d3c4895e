"""Requests of a running game over a local socket -> creatures drawn for it."""
