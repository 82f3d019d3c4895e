"""Labelled sprites -> a trained network -> a weights file."""
