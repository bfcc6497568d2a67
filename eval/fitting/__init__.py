"""Fitting the weights of the second stage and of the refusal decision; the results are data in `assistant/`."""
