"""The player's hands -> what happens next on the screen: title, dive, log book, nursery, settings."""
