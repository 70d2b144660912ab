"""The checks of the penalty procedures, by subject. Each cites its article and lists every reason it can give."""
