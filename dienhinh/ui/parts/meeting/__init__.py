"""The page of a review meeting, part by part."""
