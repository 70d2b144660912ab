"""The registers of an agency: books of lines with their days of validity."""
