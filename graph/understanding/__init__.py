"""Understanding in six languages, as code and data."""
