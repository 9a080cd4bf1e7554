"""Runs the pinned emulator until its standard input closes, so that it never outlives the program that started it."""
import os
import signal
import sys
import threading


def stop_with_parent() -> None:
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)


threading.Thread(target=stop_with_parent, daemon=True).start()

from ministack.app import main  # noqa: E402  (the watcher must run before the long import)

sys.argv = ["ministack"]
main()
