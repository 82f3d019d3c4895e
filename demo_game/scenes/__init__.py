"""What the player pressed -> which screen comes next: one module each; `places.py` says what can be opened."""
