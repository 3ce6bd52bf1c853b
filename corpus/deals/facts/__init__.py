"""What is told of a deal: product, quantity, value, places, dates, stage, and whether it is news."""
