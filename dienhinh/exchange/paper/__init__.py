"""A decision as the paper it is: Word, PDF or scan, read into rows by a child process with limits."""
