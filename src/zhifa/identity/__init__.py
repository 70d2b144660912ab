"""Who is who: accounts, passwords, second factors, sessions, tokens, and those whom an OIDC provider vouches for.

No web library is known here. :class:`~zhifa.identity.keeper.Keeper` is the one door. What an account may do in a case is none of its
business: roles come from the register, on the day of the request.
"""
