"""Eight insects of the meadow drawn by code: a second world, by the sea's drawing language and corpus tools."""
