"""What outlives a screen: the current dive, its messages, and what the player pressed in a frame."""
