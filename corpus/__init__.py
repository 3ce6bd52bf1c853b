"""What was published: feeds, articles, companies and the deals in them."""
