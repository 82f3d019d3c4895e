"""A pack file -> its folder, once or at each change, on this machine or on a cluster."""
