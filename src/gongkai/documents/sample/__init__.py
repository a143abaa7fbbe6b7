"""The life of documents in the sample county: a year of it, by the acts, with something to do for everybody."""
