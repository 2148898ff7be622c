"""Rotate a secret of the local cloud as Secrets Manager does on AWS, and keep it for the next start.

    rotate.py database|signing-keys FUNCTIONS_URL FILE

The function `rotate` is invoked once for each step, in this order. FILE is the one that generate_secrets.py made.
"""

import json
import os
import sys
import urllib.error
import urllib.request
import uuid
from pathlib import Path

import boto3

STEPS = ("createSecret", "setSecret", "testSecret", "finishSecret")
KEPT = {
    "database": lambda secret: {"database_username": secret["username"], "database_password": secret["password"]},
    "signing-keys": lambda secret: {"signing_keys": secret},
}


def invoke(url, event):
    request = urllib.request.Request(
        f"{url}/2015-03-31/functions/rotate/invocations", json.dumps(event).encode(), {"content-type": "application/json"}
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=60) as response:
            answer = json.loads(response.read() or "null")
    except urllib.error.HTTPError as failed:
        answer = json.loads(failed.read())
    if isinstance(answer, dict) and "errorMessage" in answer:
        sys.exit(f"{event['Step']}: {answer['errorMessage']}")


def keep(path, members):
    draft = path.with_name(f"{path.name}.new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(json.loads(path.read_text()) | members, file, indent=2)
    draft.replace(path)


def main():
    if len(sys.argv) != 4 or sys.argv[1] not in KEPT:
        sys.exit(__doc__)
    kind, url, path = sys.argv[1:]
    secret, token = f"sisuiq/{kind}", str(uuid.uuid4())
    for step in STEPS:
        invoke(url, {"Step": step, "SecretId": secret, "ClientRequestToken": token})
    value = boto3.client("secretsmanager").get_secret_value(SecretId=secret)
    assert value["VersionId"] == token, "another version came into use"
    keep(Path(path), KEPT[kind](json.loads(value["SecretString"])))


if __name__ == "__main__":
    main()
