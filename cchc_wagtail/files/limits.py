"""How much memory and time the process that opens a file may take."""

MEMORY = 1_500_000_000
SECONDS = 50
SECONDS_OF_SCANS = 590


def limit(*, recognise: bool) -> None:
    """Have the system end this process past its limits.

    Where there is no ``resource`` (Windows), whoever started it counts the time alone.
    """
    try:
        import resource
    except ImportError:
        return
    seconds = SECONDS_OF_SCANS if recognise else SECONDS
    for what, most in [
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ]:
        _, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, hard))
