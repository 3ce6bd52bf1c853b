"""The web: fetching from it safely, and a page as title, text and date."""
