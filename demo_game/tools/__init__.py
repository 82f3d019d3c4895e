"""Programs around the game: screenshots, frame times, a scripted dive, the check that everyone surfaces."""
