"""Weights and corpus -> sheets and strips to judge by eye."""
