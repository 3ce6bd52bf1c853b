"""Questions in German, Spanish and French, put into English words before they are read."""
