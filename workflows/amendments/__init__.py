"""What later versions of the penalty procedures ask besides: a module a subject, each with what it brings to either procedure."""
