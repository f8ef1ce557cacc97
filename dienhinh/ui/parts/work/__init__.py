"""The page `pages/work.py`, part by part."""
