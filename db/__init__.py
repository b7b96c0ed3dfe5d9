"""Keep: the vocabulary, the archive, the one SQLite file. Imports none of the other packages."""
