"""Pages that an agency publishes of itself: its registers and the charts of its procedures, for a browser and for paper."""
