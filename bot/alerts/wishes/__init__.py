"""What people want to be told of: their words understood, deals held against them."""
