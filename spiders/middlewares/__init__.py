"""What every request and answer passes on its way; one subject a module, their order in spiders.settings."""
