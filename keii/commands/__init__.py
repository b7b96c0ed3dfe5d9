"""The commands, one module each; `keii.cli` knows them by name."""
