"""Runs the pinned emulator, with three of its answers brought to what AWS does (infra/DECISIONS.md says which and why).

It ends when its standard input closes, so that it never outlives the program that started it.
"""
import os
import signal
import sys
import threading


def stop_with_parent() -> None:
    # Below Python's buffers: their lock would be held at interpreter shutdown
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


threading.Thread(target=stop_with_parent, daemon=True).start()

from ministack import app  # noqa: E402  (the watcher must run before the long import)
from ministack.core import lambda_runtime  # noqa: E402
from ministack.services import lambda_svc  # noqa: E402

last_error = threading.local()


def keep_error_names() -> None:
    """A Node function's error answers under its own name; the emulator calls every one Runtime.HandlerError."""
    told = 'status: "error", error: String(err.message || err), trace: err.stack || ""'
    script = lambda_runtime._NODEJS_WORKER_SCRIPT
    if told not in script:
        raise SystemExit("infra/local/emulator.py does not fit this version of the emulator")
    named = told + ', error_name: (err && err.name) || "Error"'
    lambda_runtime._NODEJS_WORKER_SCRIPT = script.replace(told, named)

    invoke = lambda_runtime.Worker.invoke
    execute = lambda_svc._execute_function_warm

    def invoke_and_note(self, *args, **kwargs):
        result = invoke(self, *args, **kwargs)
        last_error.name = result.get("error_name")
        return result

    def execute_with_name(func, event, request_id):
        last_error.name = None
        result = execute(func, event, request_id)
        if result.get("error") and last_error.name:
            result["body"]["errorType"] = last_error.name
        return result

    lambda_runtime.Worker.invoke = invoke_and_note
    lambda_svc._execute_function_warm = execute_with_name


def heed_stream_failures() -> None:
    """A stream batch with failed records comes again; the emulator passes over `batchItemFailures` of streams."""
    execute = lambda_svc._execute_function

    def execute_and_heed(func, event, *args, **kwargs):
        result = execute(func, event, *args, **kwargs)
        records = event.get("Records") if isinstance(event, dict) else None
        body = result.get("body")
        if (
            records
            and records[0].get("eventSource") == "aws:dynamodb"
            and isinstance(body, dict)
            and body.get("batchItemFailures")
        ):
            return {**result, "error": True}
        return result

    lambda_svc._execute_function = execute_and_heed


keep_error_names()
heed_stream_failures()
sys.argv = ["ministack"]
app.main()
