"""Keep the generated secrets of one local stack.

    generate_secrets.py FILE

FILE (JSON, readable by its owner only) receives what is absent: passwords of Postgres's superuser and of the
application's role, the keys that sign access tokens, seal what the database keeps and seal backups, the demo user. What is there already is never
changed, so logins and tokens survive a restart.
"""

import base64
import json
import os
import secrets
import sys
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat


def password():
    return secrets.token_urlsafe(24)


def signing_keys():
    key = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return {"current": {"kid": secrets.token_hex(8), "private_key_pem": key.decode()}, "previous": None}


def sealing_keys():
    key = base64.b64encode(secrets.token_bytes(32)).decode()
    return {"current": {"id": secrets.token_hex(8), "key": key}, "previous": []}


def demo_user():
    return {"email": "demo@sisuiq.com", "name": "Demo Admin", "password": password()}


MAKERS = {
    "superuser_password": password,
    "database_password": password,
    "signing_keys": signing_keys,
    "sealing_keys": sealing_keys,
    "backup_keys": sealing_keys,
    "demo_user": demo_user,
    "providers": dict,
}


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    path = Path(sys.argv[1])
    kept = json.loads(path.read_text()) if path.exists() else {}
    missing = {name: make() for name, make in MAKERS.items() if name not in kept}
    if not missing:
        return
    draft = path.with_name(f"{path.name}.new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(kept | missing, file, indent=2)
    draft.replace(path)


if __name__ == "__main__":
    main()
