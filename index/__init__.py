"""Finding passages and answering questions from them, with citations."""
