"""Text as such: decoded, cleaned, stripped of markup, split into sentences, its amounts and dates found."""
