"""How the shipped encoder was made: `python -m index.training --shared DIR` repeats it from the same data.

Read in this order: settings, sources, lexicon, vocabulary, composition, augment, pairs, batches, model, train, export.
"""
