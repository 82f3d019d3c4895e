"""Photographs taken and animals bred -> the log book, names, looks. Pure values; no files, no screen."""
