"""Start LocalStack on the loopback address only.

LocalStack builds its IPv4 endpoints without an interface and so listens on every one, whatever GATEWAY_LISTEN
says. The endpoints made here carry the loopback interface; everything else is LocalStack's own entry point.
"""

from twisted.internet import endpoints

from localstack.runtime import main

LOOPBACK = "127.0.0.1"


class LoopbackEndpoint(endpoints.TCP4ServerEndpoint):
    def __init__(self, reactor, port, backlog=50, interface=LOOPBACK):
        super().__init__(reactor, port, backlog, LOOPBACK)


if __name__ == "__main__":
    endpoints.TCP4ServerEndpoint = LoopbackEndpoint
    main.main()
