import os, subprocess
from common import OUT, HERE, EPOCH
def build():
    env = dict(os.environ, SOURCE_DATE_EPOCH=str(EPOCH), TZ="UTC")
    r = subprocess.run(["groff", "-t", "-k", "-ms", "-Tpdf", str(HERE/"minutes.ms")], env=env, capture_output=True)
    if r.returncode: raise SystemExit(r.stderr.decode())
    print(r.stderr.decode()[:600]); (OUT/"eskwater-harbour-board-minutes-2025-09-17.pdf").write_bytes(r.stdout)
if __name__ == "__main__": build()
