"""Measures: one small family a file, each a pure function over judged results."""
