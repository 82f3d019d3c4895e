"""Pack files on the disk -> a bake at each change, until the process is interrupted."""
