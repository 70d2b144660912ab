"""Files as answers: their names, types and ranges, for desk and API alike."""
