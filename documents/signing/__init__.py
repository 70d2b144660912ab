"""Seal and signature (签章) of papers: the port, PAdES behind it, and what a signed file can still answer for.

The port is :class:`~zhifa.documents.signing.port.Signer`; a site's own signing server (SM2, GB/T 38540) stands behind the same port.
What signs and verifies here needs ``pip install 'zhifa[sign]'``; the port itself needs nothing. No module of this package stores
anything: hashes before and after signing are for the caller to keep.
"""
