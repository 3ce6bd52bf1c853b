"""What Dealwire says to people, whatever they say it through: no messenger is known here."""
