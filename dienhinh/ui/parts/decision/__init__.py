"""The page `pages/decision.py`, part by part."""
