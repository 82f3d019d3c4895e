"""Text, menus and the display over the dive -> pixels of the view. Decides nothing."""
