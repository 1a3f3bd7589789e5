def private(response):
    """Return ``response``, which shows what only the holder of a code may see, kept out of sight.

    No searching machine lists it, and no link on it tells where its reader came from.
    """
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response
