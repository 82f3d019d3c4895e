"""Arrays, text and colours -> pygame surfaces: what every picture of the game is made with."""
