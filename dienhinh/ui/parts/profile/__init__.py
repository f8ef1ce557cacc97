"""The page `pages/profile.py`, part by part."""
