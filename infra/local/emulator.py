"""Runs the pinned emulator, with some of its answers brought to what AWS does (infra/DECISIONS.md says which and why).

It ends when its standard input closes, so that it never outlives the program that started it.
"""
import json
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
from ministack.core import iam_actions, iam_evaluator, lambda_runtime  # noqa: E402
from ministack.services import apigateway, lambda_svc, s3, stepfunctions  # noqa: E402
from ministack.services.cloudformation import provisioners  # noqa: E402

here = threading.local()


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
        here.error_name = result.get("error_name")
        return result

    def execute_with_name(func, event, request_id):
        here.error_name = None
        result = execute(func, event, request_id)
        if result.get("error") and here.error_name:
            result["body"]["errorType"] = here.error_name
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


machine_of_token = {}


def fail_tasks_whose_function_failed() -> None:
    """A waitForTaskToken state whose function throws fails with its error; the emulator would wait on for ever."""
    add_event = stepfunctions._add_event
    invoke = stepfunctions._invoke_with_callback
    call = stepfunctions._call_lambda

    def add_event_and_note(execution, *args, **kwargs):
        here.machine = execution.get("stateMachineArn")
        return add_event(execution, *args, **kwargs)

    def invoke_with_token(resource, input_data, token, state_def):
        machine_of_token[token] = getattr(here, "machine", None)
        here.token = token
        try:
            return invoke(resource, input_data, token, state_def)
        finally:
            here.token = None

    def call_and_tell(func_ref, event):
        token = getattr(here, "token", None)
        try:
            return call(func_ref, event)
        except stepfunctions._ExecutionError as error:
            waiting = stepfunctions._task_tokens.get(token) if token else None
            if waiting is not None:
                waiting["error"] = {"Error": error.error, "Cause": error.cause}
                waiting["event"].set()
            raise

    stepfunctions._add_event = add_event_and_note
    stepfunctions._invoke_with_callback = invoke_with_token
    stepfunctions._call_lambda = call_and_tell


def judge_answers_by_their_workflow() -> None:
    """IAM grants SendTaskSuccess on a state machine; the emulator does not find the machine behind a token."""
    extract = iam_actions.extract_resource_arn

    def extract_with_token(service, method, path, headers, body, *args, **kwargs):
        if service == "states" and b"taskToken" in (body or b""):
            token = json.loads(body).get("taskToken")
            if machine_of_token.get(token):
                return machine_of_token[token]
        return extract(service, method, path, headers, body, *args, **kwargs)

    iam_actions.extract_resource_arn = extract_with_token


def count_loopback_as_tls() -> None:
    """Nobody listens on loopback; policies that demand TLS would refuse everything when IAM is enforced."""
    resolve = iam_evaluator._resolve_condition_key

    def resolve_with_tls(key, context):
        return "true" if key.lower() == "aws:securetransport" else resolve(key, context)

    iam_evaluator._resolve_condition_key = resolve_with_tls


def read_cors_of_templates() -> None:
    """CORS set by CloudFormation counts; the emulator keeps its names in capitals and looks for small letters."""

    def with_small_letters(answer):
        def answer_small(settings, origin):
            return answer({name[0].lower() + name[1:]: value for name, value in settings.items()}, origin)

        return answer_small

    apigateway._cors_response_headers = with_small_letters(apigateway._cors_response_headers)
    apigateway._cors_preflight_response = with_small_letters(apigateway._cors_preflight_response)


def lock_buckets_of_templates() -> None:
    """Object Lock set by CloudFormation counts; the emulator heeds it in calls of the API only."""
    handlers = provisioners._RESOURCE_HANDLERS["AWS::S3::Bucket"]

    def then_lock(make):
        def make_locked(*args):
            made = make(*args)
            name, props = (made[0], args[1]) if make is create else (args[0], args[2])
            if props.get("ObjectLockEnabled"):
                rule = props.get("ObjectLockConfiguration", {}).get("Rule", {}).get("DefaultRetention")
                kept = None if rule is None else {**rule, **{k: int(rule[k]) for k in ("Days", "Years") if k in rule}}
                s3._bucket_object_lock[name] = {"enabled": True, "default_retention": kept}
            return made

        return make_locked

    create, update = handlers["create"], handlers["update"]
    handlers["create"], handlers["update"] = then_lock(create), then_lock(update)


keep_error_names()
lock_buckets_of_templates()
read_cors_of_templates()
heed_stream_failures()
fail_tasks_whose_function_failed()
judge_answers_by_their_workflow()
count_loopback_as_tls()
sys.argv = ["ministack"]
app.main()
