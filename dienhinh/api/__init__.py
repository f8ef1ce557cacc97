"""The same answers for other programs: read-only JSON over HTTP, in the shapes of the command line."""
