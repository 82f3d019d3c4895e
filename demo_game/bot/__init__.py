"""What a player sees on the screen -> what is pressed next, over whole games; and a table of how they went."""
