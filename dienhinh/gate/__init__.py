"""The one gate before everything that is served, and its doors: sign-in, sign-out, one's own password."""
