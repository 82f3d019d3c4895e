"""A page in a browser and a generator -> creatures looked at, bred, mended and kept; or that page as a folder."""
