"""Whether work away from the request is done by a worker of the host, or has to be by a thread."""

from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends
from django_tasks.backends.immediate import ImmediateBackend


def has_worker():
    """Tell whether the host's backend for ``django-tasks`` hands work over to somebody else.

    The backend that a site has unless it sets up another works within the request.
    """
    return not isinstance(task_backends[DEFAULT_TASK_BACKEND_ALIAS], ImmediateBackend)
