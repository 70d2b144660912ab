"""What is raised for things that there are not, also by the modules that know nothing of storage."""

__all__ = ["NotThere"]


class NotThere(LookupError):
    """There is no such officer, agency, paper, term, line or file, or it is of a case out of reach: nothing tells the two apart."""
