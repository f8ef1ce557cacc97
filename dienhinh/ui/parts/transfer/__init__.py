"""The page `pages/transfer.py`, part by part."""
