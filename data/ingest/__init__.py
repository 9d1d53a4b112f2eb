"""Brings facts from files of others into an operator's pack."""
