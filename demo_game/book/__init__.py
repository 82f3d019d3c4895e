"""Photographs taken and animals bred -> the log book, the goals, the nursery. Pure values; no files, no screen."""
