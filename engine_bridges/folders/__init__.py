"""Files -> a pack folder that is whole at every moment, with its manifest and lock."""
