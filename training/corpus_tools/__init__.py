"""The corpus -> figures of its rules and of how distinct its species are."""
