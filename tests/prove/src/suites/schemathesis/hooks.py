"""Authenticates the requests of a run in one role, and logs in again when the product demands it.

Schemathesis loads this file. ROLE is `anonymous` or the kind of account; LOGIN_PATH, LOGIN_NAME and PASSWORD are its
login. A run may do anything to its account, so a new customer is registered after one has closed the account.
"""

import os
import secrets

import requests
import schemathesis
from hypothesis import strategies as st

ROLE = os.environ["ROLE"]
BASE_URL = os.environ["BASE_URL"]
PASSWORD = os.environ.get("PASSWORD", "")
PATIENCE = 60


def register_customer():
    """Registers a new customer."""
    name = secrets.token_hex(8)
    digits = str(secrets.randbelow(10**9)).zfill(9)
    body = {
        "email": f"{name}@example.com",
        "mobile": f"+256{digits}",
        "password": f"Grid-{name}-9!",
        "first_name": "Carol",
    }
    return send("/api/v1/auth/register", body)


def log_in():
    """Logs in with the account of this run."""
    path = os.environ["LOGIN_PATH"]
    field = "email" if path == "/api/auth/login" else "identifier"
    return send(path, {field: os.environ["LOGIN_NAME"], "password": PASSWORD})


def send(path, body):
    answer = requests.post(BASE_URL + path, json=body, timeout=PATIENCE)
    answer.raise_for_status()
    return answer.json()


# Most values that only match the formats are rejected: addresses with rare characters, passwords that are easy to
# guess.
schemathesis.openapi.format("email", st.from_regex(r"[a-z][a-z0-9]{0,12}@[a-z]{1,8}\.(com|org|ug)", fullmatch=True))
schemathesis.openapi.format(
    "password",
    st.one_of(st.from_regex(r"[A-Z][a-z]{9,20} [0-9]{3} [a-z]{9,20}!", fullmatch=True), st.text(min_size=1, max_size=40)),
)


class Session:
    """The token of the current session."""

    def __init__(self):
        self.token = None

    def current(self):
        if self.token is None:
            begun = register_customer() if ROLE == "customer" else log_in()
            self.token = begun.get("access_token") or begun["tokens"]["access_token"]
        return self.token

    def forget(self, sent):
        if sent == f"Bearer {self.token}":
            self.token = None


SESSION = Session()

if ROLE != "anonymous":

    @schemathesis.auth(refresh_interval=None)
    class Bearer:
        def get(self, case, context):
            return SESSION.current()

        def set(self, case, data, context):
            case.headers = case.headers or {}
            case.headers["Authorization"] = f"Bearer {data}"

    @schemathesis.hook
    def after_call(context, case, response):
        # a run logs out, ends sessions and closes accounts
        if response.status_code == 401:
            sent = response.request.headers.get("Authorization")
            SESSION.forget(sent[0] if isinstance(sent, list) else sent)
