"""Collect: crawl sources into the archive, read captures into documents. Imports only `db`."""
