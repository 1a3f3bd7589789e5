"""Mail servers of all kinds, and what they saw."""

import threading

from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection


class BrokenBackend(BaseEmailBackend):
    def send_messages(self, messages):
        raise OSError("no route to host")


class HangingBackend(BaseEmailBackend):
    """Takes no mail until ``go_on`` is set; notes whether it was called in a transaction."""

    reached, go_on = threading.Event(), threading.Event()
    in_transaction, subjects = [], []

    @classmethod
    def reset(cls):
        cls.reached.clear()
        cls.go_on.clear()
        cls.in_transaction.clear()
        cls.subjects.clear()

    def send_messages(self, messages):
        self.in_transaction.append(connection.in_atomic_block)
        self.subjects.extend(message.subject for message in messages)
        self.reached.set()
        assert self.go_on.wait(30)
        return len(messages)
