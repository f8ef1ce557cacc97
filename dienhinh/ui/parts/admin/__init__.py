"""What the administration page is made of."""
