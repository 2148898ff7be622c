"""Start LocalStack on the loopback address only, with a store of secrets that is fast and safe for threads.

LocalStack builds its IPv4 endpoints without an interface and so listens on every one, whatever GATEWAY_LISTEN
says. The endpoints made here carry the loopback interface; everything else is LocalStack's own entry point.

Its store of secrets is a dictionary that each lookup iterates over, several times for each request: with the
thousands of secrets of a test run a read takes ten times as long, and fails if another request adds a secret
meanwhile. Here a secret is looked up by its key. Operations run one after another, because a read between two
steps of another request could find a secret without a current version.
"""

import functools
import inspect
import threading

from moto.secretsmanager.models import SecretsManagerBackend, SecretsStore
from moto.secretsmanager.utils import get_secret_name_from_partial_arn
from twisted.internet import endpoints

from localstack.runtime import main

# it replaces methods of the backend, which must be complete before they are locked
from localstack.services.secretsmanager import provider as _provider  # noqa: F401

LOOPBACK = "127.0.0.1"
# An ARN ends in the secret's name and these many characters, "-" and six random ones.
ARN_SUFFIX = 7


class LoopbackEndpoint(endpoints.TCP4ServerEndpoint):
    def __init__(self, reactor, port, backlog=50, interface=LOOPBACK):
        super().__init__(reactor, port, backlog, LOOPBACK)


def find_secret(store, key):
    """The secret with this name, ARN, or ARN without its random characters; otherwise None."""
    secret = dict.get(store, key)
    if secret is None:
        name = get_secret_name_from_partial_arn(key)
        secret = dict.get(store, name[:-ARN_SUFFIX])
        if secret is None or secret.arn != key:
            secret = dict.get(store, name)
    return secret


def get_secret(store, key):
    secret = find_secret(store, key)
    if secret is None:
        raise KeyError(key)
    return secret


def pop_secret(store, key):
    secret = find_secret(store, key)
    return None if secret is None else dict.pop(store, secret.name, None)


def index_secrets():
    SecretsStore.get = find_secret
    SecretsStore.__getitem__ = get_secret
    SecretsStore.__contains__ = lambda store, key: find_secret(store, key) is not None
    SecretsStore.pop = pop_secret


def lock_operations():
    lock = threading.RLock()

    def locked(operation):
        @functools.wraps(operation)
        def hold(*arguments, **named):
            with lock:
                return operation(*arguments, **named)

        return hold

    for name, operation in inspect.getmembers(SecretsManagerBackend, inspect.isfunction):
        if not name.startswith("_"):
            setattr(SecretsManagerBackend, name, locked(operation))


if __name__ == "__main__":
    index_secrets()
    lock_operations()
    endpoints.TCP4ServerEndpoint = LoopbackEndpoint
    main.main()
