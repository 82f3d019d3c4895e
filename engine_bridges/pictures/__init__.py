"""Frames -> sprite sheets and PNG bytes."""
