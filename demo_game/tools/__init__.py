"""Programs around the game: frame figures, a play-through without hands, screenshots."""
