"""Files -> articles: Markdown, text, HTML, JSON, JSON lines and feeds, and folders of these."""
