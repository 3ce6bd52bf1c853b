"""Understanding a question: what it asks, about whom, and what it leaves to the questions before."""
