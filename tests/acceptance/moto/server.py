"""moto's server behind a gate, for the live tests.

    python server.py

Prints `{"port": N}` when ready and ends when its stdin ends: whoever holds the pipe
holds the server. Every account is a world of its own, named by the access key id
(see `faults.py` for what else a key id can ask for). The gate names and logs each
call, applies faults, answers what moto cannot, and completes what moto leaves out
(`gaps.py`: ANSWERED, COMPLETED, PAGED).

    GET  /_gate/calls?key=AKIA…    the calls of this key id, in order
    POST /_gate/reset?key=AKIA…    forget them
    POST /_gate/declare?key=AKIA…  facts moto cannot hold (`answers.Declared`), a JSON list
"""

from __future__ import annotations

import io
import json
import os
import sys
import threading
from collections import defaultdict
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, Callable
from urllib.parse import parse_qsl, unquote

# Before moto is loaded: AWS's managed policies exist, as in every account.
os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"

from moto.moto_server import werkzeug_app
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

import answers
import faults
import gaps
from answers import Declared, Value
from faults import Answer
from gaps import ANSWERED, COMPLETED, PAGED
from operations import Call, Request, name_call, scope_of

Environ = dict[str, Any]
WsgiApp = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


class Gate:
    """The WSGI application in front of moto."""

    def __init__(self, moto: WsgiApp) -> None:
        self._moto = moto
        self._lock = threading.Lock()
        self._calls: dict[str, list[dict[str, str]]] = defaultdict(list)
        self._declared: dict[str, list[Declared]] = defaultdict(list)

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        request = _request(environ)
        answer = self._own(request) if request.path.startswith("/_gate/") else self._aws(environ, request)
        start_response(_status_line(answer.status), _headers(answer, request.method))
        return [b"" if request.method == "HEAD" else answer.body]

    def _own(self, request: Request) -> Answer:
        key = request.query.get("key", "")
        with self._lock:
            if request.path == "/_gate/calls":
                return _json(200, self._calls[key])
            if request.path == "/_gate/reset":
                self._calls.pop(key, None)
                return _json(200, {})
            if request.path == "/_gate/declare":
                return self._declare(key, request.body)
        return _json(404, {"message": "calls, reset or declare"})

    def _declare(self, key_id: str, body: bytes) -> Answer:
        key = faults.read_key(key_id)
        if key is None:
            return _json(400, {"message": "not a key id of the gate"})
        self._declared[key.account].extend(Declared(**entry) for entry in json.loads(body))
        return _json(200, {})

    def _aws(self, environ: Environ, request: Request) -> Answer:
        scope = scope_of(request.headers)
        if scope is None:
            return _json(403, {"message": "the gate answers signed requests only"})
        call = name_call(request, scope)
        with self._lock:
            self._calls[scope.key].append(call.logged())
        key = faults.read_key(scope.key)
        if key is None:
            return faults.error(call, 403, "InvalidClientTokenId", "not a key id of the gate")
        if key.small_pages(call):
            environ = _asking_small_pages(environ, request)
            call = name_call(_request(environ), scope)
        fault = key.fault(call)
        if fault and fault != "TRUNCATED":
            return faults.answer(fault, call, key.account)
        environ["HTTP_X_MOTO_ACCOUNT_ID"] = key.account
        answer = self._true_answer(environ, call, key.account)
        return faults.truncated(answer) if fault else answer

    def _true_answer(self, environ: Environ, call: Call, account: str) -> Answer:
        """The answer without faults: the gate's, or moto's with what it lacks."""
        if gaps.refused(call, account):
            return faults.answer("DENY", call, account)
        name = (call.service, call.operation)
        declared = [d for d in self._declared[account] if (d.service, d.operation) == name]
        own = ANSWERED[name].by(call, account) if name in ANSWERED else None
        if own is not None:
            return answers.write(call, _finished(call, own, declared))
        answer = _ask(self._moto, environ)
        if answer.status != 200:
            return answer
        if name == ("kms", "EnableKeyRotation"):
            gaps.remember_rotation(call, account)
        if name not in COMPLETED and name not in PAGED and not declared:
            return answer
        value = answers.read(call, answer)
        if name in COMPLETED:
            COMPLETED[name].by(call, account, value)
        return answers.write(call, _finished(call, value, declared), answer)


def _finished(call: Call, value: Value, declared: list[Declared]) -> Value:
    """Declared facts set, and the asked page left."""
    if (call.service, call.operation) == ("iam", "GetCredentialReport"):
        rows = gaps.report_rows(value["Content"])
        for fact in declared:
            fact.apply(rows)
        return {**value, "Content": gaps.report_content(rows)}
    for fact in declared:
        fact.apply(value)
    if (call.service, call.operation) in PAGED:
        gaps.cut_page(call, value)
    return value


def _request(environ: Environ) -> Request:
    """Read the request and its whole body, and leave the body readable."""
    body = _body(environ)
    headers = {k[5:].replace("_", "-").lower(): v for k, v in environ.items() if k.startswith("HTTP_")}
    return Request(
        method=environ["REQUEST_METHOD"],
        path=unquote(environ.get("PATH_INFO", "/")),
        query=dict(parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True)),
        headers=headers,
        body=body,
    )


def _asking_small_pages(environ: Environ, request: Request) -> Environ:
    """The same request with a smaller page size."""
    body = faults.small_page(request.body)
    query = faults.small_page(environ.get("QUERY_STRING", "").encode()).decode()
    changed = {"QUERY_STRING": query, "CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body)}
    return {**environ, **changed}


def _body(environ: Environ) -> bytes:
    if environ.get("wsgi.input_terminated"):
        body = environ["wsgi.input"].read()
        environ.pop("HTTP_TRANSFER_ENCODING", None)
    else:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    environ["wsgi.input"] = io.BytesIO(body)
    environ["CONTENT_LENGTH"] = str(len(body))
    return body


def _ask(application: WsgiApp, environ: Environ) -> Answer:
    """Call a WSGI application and keep its whole answer."""
    started: list[tuple[str, list[tuple[str, str]]]] = []
    written: list[bytes] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Callable[[bytes], None]:
        started[:] = [(status, headers)]
        return written.append

    chunks = application(environ, start_response)
    try:
        body = b"".join(written) + b"".join(chunks)
    finally:
        close = getattr(chunks, "close", None)
        if close:
            close()
    status, headers = started[0]
    return Answer(int(status.split()[0]), headers, body)


def _headers(answer: Answer, method: str) -> list[tuple[str, str]]:
    """The answer's headers with the true length; HEAD keeps what moto says."""
    if method == "HEAD" and any(k.lower() == "content-length" for k, _ in answer.headers):
        return answer.headers
    kept = [(k, v) for k, v in answer.headers if k.lower() not in ("content-length", "transfer-encoding")]
    return [*kept, ("Content-Length", str(len(answer.body)))]


def _status_line(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status} Unknown"


def _json(status: int, value: Any) -> Answer:
    return Answer(status, [("Content-Type", "application/json")], json.dumps(value).encode())


class KeepAliveHandler(getattr(werkzeug_app, "MotoRequestHandler", WSGIRequestHandler)):  # type: ignore[misc]
    """Werkzeug's handler, but connections stay open and nothing is printed.

    Werkzeug closes each connection because it cannot know that the request was read to
    its end. The gate always reads it, so one write with the true length is enough.
    """

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def run_wsgi(self) -> None:
        """Answer one request in one write."""
        self.environ = environ = self.make_environ()
        try:
            answer = _ask(self.server.app, environ)
        except Exception as failure:  # noqa: BLE001 - the client must see an answer
            print(f"gate: {self.command} {self.path}: {failure!r}", file=sys.stderr)
            answer = _json(500, {"message": repr(failure)})
            answer.headers.append(("Content-Length", str(len(answer.body))))
        self.send_response(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        self._headers_buffer.append(b"\r\n" + answer.body)
        self.flush_headers()

    def log_request(self, code: Any = "-", size: Any = "-") -> None:
        """Be quiet."""


def main() -> None:
    """Serve until stdin ends."""
    if sys.version_info < (3, 10):
        print("gate: moto for Python 3.9 does not know s3 GetBucketPolicyStatus", file=sys.stderr)
    gate = Gate(DomainDispatcherApplication(create_backend_app))
    server = make_server("127.0.0.1", 0, gate, threaded=True, request_handler=KeepAliveHandler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(json.dumps({"port": server.server_port}), flush=True)
    try:
        while sys.stdin.buffer.read(4096):
            pass
    except KeyboardInterrupt:
        pass
    os._exit(0)


if __name__ == "__main__":
    main()
