"""What the services share: how they answer, what they open, and where they listen."""

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
        # ids of rows are of a type of asyncpg's own
        return orjson.dumps(content, default=str)


def connections():
    """As many connections to Postgres as the benchmarks give to each side."""
    size = int(os.environ.get("PEER_POOL_SIZE", "8"))
    return asyncpg.create_pool(os.environ["SISUIQ_BENCH_DATABASE_URL"], min_size=size, max_size=size)


def application(work):
    """A service that opens `work` when it starts, closes it when it ends, and says that it is there."""

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
    """Serves at the address of the command line, `--listen HOST:PORT`, until the process is ended."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--listen", required=True)
    host, port = parser.parse_args().listen.split(":")
    uvicorn.run(app, host=host, port=int(port), loop="uvloop", http="httptools", access_log=False, log_level="warning")
