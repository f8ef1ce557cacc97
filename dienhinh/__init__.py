"""Điển hình: who is an advanced exemplar, who is near, and what is missing."""

__version__ = "0.9.0"
