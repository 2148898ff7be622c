"""Start LocalStack on the loopback address only, with a store of secrets that is safe for threads.

LocalStack builds its IPv4 endpoints without an interface and so listens on every one, whatever GATEWAY_LISTEN
says. The endpoints made here carry the loopback interface; everything else is LocalStack's own entry point.

Its store of secrets is a dictionary that each lookup iterates over. A lookup fails with an internal error if another
request adds a secret meanwhile, so a lock is held by both.
"""

import functools
import threading

from moto.secretsmanager.models import SecretsStore
from twisted.internet import endpoints

from localstack.runtime import main

LOOPBACK = "127.0.0.1"


class LoopbackEndpoint(endpoints.TCP4ServerEndpoint):
    def __init__(self, reactor, port, backlog=50, interface=LOOPBACK):
        super().__init__(reactor, port, backlog, LOOPBACK)


def lock_secrets():
    lock = threading.RLock()

    def locked(method):
        @functools.wraps(method)
        def hold(*arguments):
            with lock:
                return method(*arguments)

        return hold

    for name in ("__setitem__", "__getitem__", "__contains__", "get", "pop"):
        setattr(SecretsStore, name, locked(getattr(SecretsStore, name)))


if __name__ == "__main__":
    lock_secrets()
    endpoints.TCP4ServerEndpoint = LoopbackEndpoint
    main.main()
