"""The page of the roadmap, part by part."""
