"""A corpus drawn by code -> trained weights. Needs torch; what a game runs knows nothing of it."""
