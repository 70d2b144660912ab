"""What stands around every route: headers, limits, proofs, counters, and the answers to what went wrong."""
