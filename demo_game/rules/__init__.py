"""A world, commands and elapsed time -> what happened. Knows neither pygame nor a clock; a seed decides all chance."""
