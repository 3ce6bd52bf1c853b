"""What commands print: the contract's JSON, and the same for people."""
