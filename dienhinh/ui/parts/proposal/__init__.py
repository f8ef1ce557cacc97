"""What the page of a unit's proposals is made of."""
