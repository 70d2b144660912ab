"""The HTTP API and the desk: adapters from HTTP to the office. No rule of law and no query lives here.

:func:`zhifa.web.site.create_site` makes the whole (desk and API), :func:`zhifa.web.site.create_api` the API alone, for a host to mount.
"""
