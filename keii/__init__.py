"""The front door: commands, and the walk crawl → read → build."""

__version__ = "0.1.0"
