"""A world, commands and elapsed time -> what happened. Knows neither pygame nor clock nor chance."""
