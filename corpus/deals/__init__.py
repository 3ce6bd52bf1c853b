"""Deals: read out of articles, told apart, recorded with their history, looked up."""
