"""Counting, without an engine: the tally's query as text, and the reading of what it gives."""
