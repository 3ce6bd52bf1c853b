"""The offline reader: pairs of companies judged by the relation model, and grouped into deals."""
