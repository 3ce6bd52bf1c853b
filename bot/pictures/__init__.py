"""Pictures of deals: a company's network, and its deals in time, as PNG."""
