"""The page `pages/reports.py`, part by part."""
