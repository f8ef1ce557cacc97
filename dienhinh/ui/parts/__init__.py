"""What one page is made of, part by part; furniture that every page uses stands a floor above."""
