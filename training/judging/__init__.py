"""Sprites -> what a separately trained judge sees in them, and figures of the weights."""
