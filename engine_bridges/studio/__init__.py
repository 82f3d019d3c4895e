"""A page in a browser and a generator -> creatures looked at, chosen, bred, mended and kept; or the page as a folder."""
