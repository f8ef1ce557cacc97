"""The page `pages/data.py`, part by part."""
