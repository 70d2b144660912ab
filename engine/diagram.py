"""Drawings of a procedure."""
