"""The network that writes a cell a step: what the weights that ship hold until the runtime writes groups."""
