"""Serves a language model over OpenAI's chat completions on the loopback address, until it is told to end.

    serve_model.py WEIGHTS NAME PORT CONTEXT
"""

import signal
import sys

import xllamacpp

QUIET = 1


def main():
    weights, name, port, context = sys.argv[1:]
    # told apart from the server's threads, which would not wake this one
    ends = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
    signal.pthread_sigmask(signal.SIG_BLOCK, ends)
    settings = xllamacpp.CommonParams()
    settings.model.path = weights
    settings.model_alias = {name}
    settings.hostnames = ["127.0.0.1"]
    settings.port = int(port)
    settings.n_ctx = int(context)
    # questions wait for each other: the context is not divided among them
    settings.n_parallel = 1
    settings.verbosity = QUIET
    settings.ui = False
    server = xllamacpp.Server(settings)
    print(f"{name} answers at {server.listening_address}/v1", flush=True)
    signal.sigwait(ends)


main()
