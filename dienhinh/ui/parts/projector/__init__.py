"""The page `pages/projector.py`, part by part."""
