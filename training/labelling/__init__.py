"""Corpus sprites with their part maps -> the labeller's weights, figures and pictures of what it names."""
