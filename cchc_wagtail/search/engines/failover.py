"""A search server with the database behind it: what the one does not answer, the other does."""

import logging
import threading
import time

from .base import Engine, SearchUnavailable

logger = logging.getLogger(__name__)


class CircuitBreaker:
    """Spares a server that fails, and those who would wait for it.

    After a failure nobody asks for ``first_pause`` seconds; then one request tries, and each
    failure in a row doubles the pause, up to ``longest_pause``. One a process.
    """

    def __init__(self, first_pause=5, longest_pause=60, clock=time.monotonic):
        self._first, self._longest, self._clock = first_pause, longest_pause, clock
        self._lock = threading.Lock()
        self._failures, self._asks_again_at = 0, 0.0

    @property
    def is_closed(self):
        """Whether the server has answered the last request that it got."""
        return not self._failures

    def allows(self):
        """Tell whether a request may be made now; of those that come in a pause's end, one may."""
        with self._lock:
            if not self._failures:
                return True
            if self._clock() < self._asks_again_at:
                return False
            self._pause()
            return True

    def succeeded(self):
        with self._lock:
            self._failures = 0

    def failed(self):
        with self._lock:
            self._failures += 1
            self._pause()

    def _pause(self):
        pause = min(self._first * 2 ** min(self._failures - 1, 16), self._longest)
        self._asks_again_at = self._clock() + pause


class Failover(Engine):
    """Asks ``remote`` and, where it fails or is being spared, ``database``."""

    def __init__(self, remote, database):
        self._remote, self._database = remote, database

    def best(self, *arguments):
        return self._answer("best", arguments)

    def count(self, *arguments):
        return self._answer("count", arguments)

    def places(self, *arguments):
        return self._answer("places", arguments)

    def _answer(self, method, arguments):
        breaker = self._remote.breaker
        if breaker.allows():
            try:
                found = getattr(self._remote, method)(*arguments)
            except SearchUnavailable as error:
                breaker.failed()
                logger.warning("%s The database answers instead.", error)
            else:
                breaker.succeeded()
                return found
        return getattr(self._database, method)(*arguments)
