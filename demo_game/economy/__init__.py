"""A designer's table and what a player has done -> research, upgrades, goals. Pure values; no files but the table."""
