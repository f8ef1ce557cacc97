"""Verdicts: official, frozen, tried; what a person still needs, and whom to nominate."""
