"""Registers in files: sheets of the books read into lines, and lines written to sheets."""
