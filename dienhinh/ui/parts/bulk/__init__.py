"""The page `pages/bulk.py`, part by part."""
