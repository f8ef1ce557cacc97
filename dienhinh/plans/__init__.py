"""A data file's plan and the draft plans beside it."""
