"""Weights -> a page of pictures to judge them by."""
