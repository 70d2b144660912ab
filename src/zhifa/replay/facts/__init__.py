"""What each step of a replay tells, phase by phase: stated by the source, silent, or assumed."""
