"""The pydantic forms of the facts of each command, by phase."""
