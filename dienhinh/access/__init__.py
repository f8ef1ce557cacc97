"""Who may do what: roles and their acts, accounts, sessions, the trail of what was done. Knows no data file and no
words of a page."""
