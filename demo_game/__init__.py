"""A reef to play: creatures are bred and drawn while they swim in."""
