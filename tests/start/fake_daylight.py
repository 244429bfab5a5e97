"""Stands for the `daylight` command in the tests of start.py: quick, and wrong on request."""

import http.server
import json
import os
import sys
import time
from pathlib import Path

home = Path(os.environ["DAYLIGHT_HOME"])
mood = os.environ.get("FAKE_MOOD", "")


def setup_demo() -> None:
    with (home / "log.txt").open("a", encoding="utf-8") as log:
        log.write(f"{os.getpid()} " + " ".join(sys.argv[1:]) + "\n")
    if mood == "slow":
        time.sleep(60)
    if mood == "broken":
        sys.exit("OSError: [Errno 28] No space left on device")
    account = {"username": "city", "password": "open-sesame", "zh": "市教育局", "en": "city official"}
    (home / "accounts.json").write_text(json.dumps([account], ensure_ascii=False), encoding="utf-8")
    stamp = sys.argv[sys.argv.index("--stamp") + 1]
    (home / "ready.json").write_text(json.dumps({"stamp": stamp}), encoding="utf-8")


def serve() -> None:
    port = int(sys.argv[sys.argv.index("--port") + 1])
    handler = http.server.SimpleHTTPRequestHandler
    handler.log_message = lambda *_: None  # type: ignore[method-assign]
    http.server.ThreadingHTTPServer.allow_reuse_address = True
    http.server.ThreadingHTTPServer(("127.0.0.1", port), handler).serve_forever()


try:
    {"setup-demo": setup_demo, "serve": serve}[sys.argv[1]]()
except KeyboardInterrupt:
    sys.exit(130)
