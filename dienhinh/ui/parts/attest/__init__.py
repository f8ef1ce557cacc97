"""The page `pages/attest.py`, part by part."""
