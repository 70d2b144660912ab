"""Every reason of law for which a step of a penalty procedure is refused, by subject: code, text, article, what to do."""
