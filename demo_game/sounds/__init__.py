"""Events and zones -> sounds, synthesised by code."""
