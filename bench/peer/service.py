"""Shared parts of the services: responses, resources and the listener."""

import argparse
import os
from contextlib import asynccontextmanager

import asyncpg
import uvicorn
from fastapi import FastAPI, Response

import orjson


class Json(Response):
    media_type = "application/json"

    def render(self, content):
        # asyncpg has its own type for ids, which orjson does not know
        return orjson.dumps(content, default=str)


def connections():
    """Creates the pool of connections to Postgres, with the size that both sides get."""
    size = int(os.environ.get("PEER_POOL_SIZE", "8"))
    return asyncpg.create_pool(os.environ["SISUIQ_BENCH_DATABASE_URL"], min_size=size, max_size=size)


def application(work):
    """Creates a service that opens `work` at the start, closes it at the end, and reports its health."""

    @asynccontextmanager
    async def lifespan(_):
        await work.open()
        yield
        await work.close()

    app = FastAPI(lifespan=lifespan)

    @app.get("/api/health")
    async def health():
        return Json({"status": "ok"})

    return app


def listen(app):
    """Serves at the address of `--listen HOST:PORT` until the process is ended."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--listen", required=True)
    host, port = parser.parse_args().listen.split(":")
    uvicorn.run(app, host=host, port=int(port), loop="uvloop", http="httptools", access_log=False, log_level="warning")
