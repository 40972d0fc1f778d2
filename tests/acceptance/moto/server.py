"""moto's server behind a gate, for the live tests.

    python server.py

Prints `{"port": N}` when ready and ends when its stdin ends: whoever holds the pipe
holds the server. Every account is a world of its own, named by the access key id
(see `faults.py` for what else a key id can ask for). The gate names and logs each
call, applies faults, answers what moto cannot, and completes what moto leaves out
(`gaps.py`: ANSWERED, COMPLETED, SELECTED, PAGED).

    GET  /_gate/calls?key=AKIA…    the calls of this key id, in order
    GET  /_gate/complaints?key=…   what was wrong with them, by botocore's models
    POST /_gate/reset?key=AKIA…    forget both
    POST /_gate/declare?key=AKIA…  facts moto cannot hold (`planted.Declared`), a JSON list
    POST /_gate/plant?key=AKIA…    whole answers (`planted.Planted`), a JSON list
"""

from __future__ import annotations

import copy
import dataclasses
import functools
import io
import json
import os
import sys
import threading
import time
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any, Callable
from urllib.parse import unquote

# Before moto is loaded: AWS's managed policies exist, as in every account.
os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"
# Amazon's images stay out: moto holds a snapshot for each of them and lists it as the account's own.
os.environ["MOTO_EC2_LOAD_DEFAULT_AMIS"] = "false"

from moto.backend_index import backend_url_patterns
from moto.backends import list_of_moto_modules
from moto.core import responses
from moto.core.parse import PROTOCOL_PARSERS
from moto.iam.models import IAMBackend
from moto.moto_server import werkzeug_app
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.datastructures import MultiDict
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

import asked
import buckets
import faults
import gaps
import paging
import plants
import published
from gaps import ANSWERED, COMPLETED, EMPTY, PAGED, SELECTED
from operations import Call, Named, Request, Scope, name_request, scope_of
from planted import Declared, Planted, Refused, read_plants
from routes import pairs
from wire import Answer, Value, encoded, read_answer, read_request, write_answer, write_request

#: As where a name does not resolve: the connection ends without an answer.
NOBODY = Answer(0, [], b"")

Environ = dict[str, Any]
WsgiApp = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


class Gate:
    """The WSGI application in front of moto."""

    def __init__(self, moto: DomainDispatcherApplication) -> None:
        self._moto = moto
        self._lock = threading.Lock()
        #: One call at a time, in the order in which they came. A scan sends hundreds at once; in threads side by side each
        #: would load the same models anew, and on a busy machine none would end before the client gives up.
        self._turn = Queue()
        self._calls: dict[str, list[dict[str, str]]] = defaultdict(list)
        #: How often a key id made a call, by service and operation; no reset forgets it.
        self._made: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
        self._complaints: dict[str, dict[str, None]] = defaultdict(dict)
        self._declared: dict[str, list[Declared]] = defaultdict(list)
        self._planted: dict[str, dict[Any, Planted]] = defaultdict(dict)

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        request = _request(environ)
        answer = self._own(request) if request.path.startswith("/_gate/") else self._aws(environ, request)
        start_response(_status_line(answer.status), _headers(answer, request.method))
        return [b"" if request.method == "HEAD" else answer.body]

    def _own(self, request: Request) -> Answer:
        key = request.query.get("key", "")
        what = request.path.removeprefix("/_gate/")
        with self._lock:
            if what == "calls":
                return _json(200, self._calls[key])
            if what == "complaints":
                return _json(200, list(self._complaints[key]))
            if what == "reset":
                self._calls.pop(key, None)
                self._complaints.pop(key, None)
                return _json(200, {})
        if what in ("declare", "plant"):
            return self._take(what, key, request.body)
        return _json(404, {"message": "calls, complaints, reset, declare or plant"})

    def _take(self, what: str, key_id: str, body: bytes) -> Answer:
        """Facts and answers for an account."""
        key = faults.read_key(key_id)
        if key is None:
            return _json(400, {"message": "not a key id of the gate"})
        try:
            if what == "declare":
                self._declared[key.account].extend(Declared(**entry) for entry in json.loads(body))
            else:
                self._planted[key.account].update({plant.place: plant for plant in read_plants(body)})
        except (Refused, TypeError, ValueError) as refused:
            return _json(400, {"message": str(refused)})
        return _json(200, {})

    def _aws(self, environ: Environ, request: Request) -> Answer:
        scope = scope_of(request.headers)
        if scope is None:
            return _json(403, {"message": "the gate answers signed requests only"})
        named = name_request(request, scope)
        call = _call(named, request, scope)
        fault = self._fault(scope.key, call)
        if fault == "SLOW":
            time.sleep(faults.DELAY)
        with self._turn:
            answer = self._of_call(environ, request, scope, named, call, fault)
        if fault == "LATE":
            time.sleep(faults.DELAY)
        return NOBODY if fault == "LOST" else answer

    def _fault(self, key_id: str, call: Call) -> str | None:
        """The fault of a call, and one more call of this key id."""
        key = faults.read_key(key_id) if call.operation else None
        with self._lock:
            before = self._made[key_id][call.name]
            self._made[key_id][call.name] += 1
        return key.fault(call, before) if key else None

    def _of_call(
        self, environ: Environ, request: Request, scope: Scope, named: Named, call: Call, fault: str | None
    ) -> Answer:
        """The answer of a signed request."""
        wrong = [f"{call.service}:{call.operation}: {one}" for one in asked.complaints(named, request, scope)]
        with self._lock:
            self._calls[scope.key].append(call.logged())
            self._complaints[scope.key].update(dict.fromkeys(wrong))
        if not call.operation:
            known = f"no operation of {call.service} looks like {request.method} {request.path}"
            return _json(501, {"__type": "NotPlanted", "message": known})
        if not published.offers(call):
            return NOBODY
        key = faults.read_key(scope.key)
        if key is None:
            return faults.error(call, 403, "InvalidClientTokenId", "not a key id of the gate")
        if fault and fault not in faults.CARRIED_OUT:
            return faults.answer(fault, call, key.account)
        elsewhere = buckets.elsewhere(call)
        if elsewhere:
            return elsewhere
        environ["HTTP_X_MOTO_ACCOUNT_ID"] = key.account
        answer = self._true_answer(environ, call, key.account, faults.PAGE if key.small_pages(call) else None)
        answer = buckets.hidden(call, key, answer)
        return faults.truncated(answer) if fault == "TRUNCATED" else answer

    def _true_answer(self, environ: Environ, call: Call, account: str, at_most: int | None) -> Answer:
        """The answer without faults: the planted, the gate's, or moto's with what it lacks."""
        planted = self._planted_for(call, account)
        if planted and planted.error:
            return _planted_error(call, planted.error)
        if planted is None and gaps.refused(call, account):
            return faults.answer("DENY", call, account)
        own = planted.answer if planted else ANSWERED[call.name].by(call, account) if call.name in ANSWERED else None
        if own is not None:
            return write_answer(call, self._finished(call, copy.deepcopy(own), account, at_most))
        return self._of_moto(environ, call, account, at_most)

    def _planted_for(self, call: Call, account: str) -> Planted | None:
        """The most specific planted answer; the latest among equals."""
        fitting = [plant for plant in list(self._planted[account].values()) if plant.fits(call)]
        return max(reversed(fitting), key=lambda plant: plant.rank, default=None)

    def _of_moto(self, environ: Environ, call: Call, account: str, at_most: int | None) -> Answer:
        """What moto answers, completed."""
        protocol = call.protocol if call.protocol in PROTOCOL_PARSERS else "json"
        before = paging.token_before(call) if paging.is_list(*call.name) else ""
        if protocol != call.protocol or paging.start_of(call) is not None:
            environ = _as_moto_reads(environ, call, protocol, before)
        answer = self._ask_moto(environ, call)
        if answer is None:
            return self._unanswered(call, account, at_most)
        if answer.status >= 300:
            return answer
        if call.name == ("kms", "EnableKeyRotation"):
            gaps.remember_rotation(call, account)
        if call.name == ("s3", "PutObject"):
            answer = buckets.with_opaque_etag(call, account, answer)
        cuts = call.name in PAGED or paging.start_of(call) is not None or (at_most and paging.is_list(*call.name))
        declared = any((d.service, d.operation) == call.name for d in self._declared[account])
        if call.name not in COMPLETED and not cuts and not declared and protocol == call.protocol:
            return answer
        value = read_answer(call, protocol, answer)
        if call.name in COMPLETED:
            COMPLETED[call.name].by(call, account, value)
        return write_answer(call, self._finished(call, value, account, at_most, before), answer)

    def _ask_moto(self, environ: Environ, call: Call) -> Answer | None:
        """moto's answer; None if moto does not know the service or the operation."""
        path = environ["PATH_INFO"]
        if not _moto_has(self._moto.infer_service_region_host(environ, path)):
            return None
        try:
            answer = _ask(self._moto, environ)
        except NotImplementedError:
            return None
        except KeyError as failure:
            # moto's table of the regions of a service, which is not AWS's.
            if failure.args == (call.region,):
                return None
            return faults.error(call, 500, "MotoFailed", f"{call.service}:{call.operation}: {failure!r}")
        except Exception as failure:  # noqa: BLE001 - a crash is no answer, and must not pass for an empty one
            return faults.error(call, 500, "MotoFailed", f"{call.service}:{call.operation}: {failure!r}")
        unrouted = answer.status in (404, 405) and b"<!doctype html>" in answer.body[:50].lower()
        return None if unrouted or answer.status == 501 else answer

    def _unanswered(self, call: Call, account: str, at_most: int | None) -> Answer:
        """What neither moto nor the gate answers, and nobody planted: nothing, where a list
        may be empty; else an error that says so."""
        if call.name in EMPTY or call.name in plants.empty():
            return write_answer(call, self._finished(call, gaps.empty(call), account, at_most))
        return faults.error(call, 501, "NotPlanted", f"nobody planted an answer of {call.service}:{call.operation}")

    def _finished(self, call: Call, value: Value, account: str, at_most: int | None, before: str = "") -> Value:
        """Declared facts set, and the asked page left."""
        declared = [d for d in self._declared[account] if (d.service, d.operation) == call.name]
        if call.name == ("iam", "GetCredentialReport") and declared:
            rows = gaps.report_rows(value["Content"])
            for fact in declared:
                fact.apply(rows)
            return {**value, "Content": gaps.report_content(rows)}
        for fact in declared:
            fact.apply(value)
        if call.name in SELECTED:
            SELECTED[call.name](call, value)
        paging.cut(call, value, PAGED.get(call.name), at_most, before)
        if call.name == ("s3", "ListObjectsV2"):
            buckets.count(value)
        return value


class Queue:
    """A lock that is passed on in the order in which it was asked for. Python's own may be taken by whoever comes just when it is
    released, so that one who waits may wait for as long as others come."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._taken = False
        self._waiting: deque[threading.Event] = deque()

    def __enter__(self) -> None:
        with self._lock:
            if not self._taken:
                self._taken = True
                return
            own = threading.Event()
            self._waiting.append(own)
        own.wait()

    def __exit__(self, *_: object) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False


@functools.cache
def _moto_has(host: str) -> bool:
    """Does moto simulate what answers under this host name?"""
    return host in list_of_moto_modules() or any(p.match(f"http://{host}") for _, p in backend_url_patterns)


def _planted_error(call: Call, said: Mapping[str, Any]) -> Answer:
    """An error as planted; the model knows its status."""
    code = str(said["code"])
    shapes = [*call.model.error_shapes, *call.model.service_model.error_shapes]
    modelled = (s.metadata.get("error", {}) for s in shapes if code in (s.name, s.error_code))
    status = said.get("status") or next((m["httpStatusCode"] for m in modelled if "httpStatusCode" in m), 400)
    return faults.error(call, int(status), code, str(said.get("message", code)))


def _call(named: Named, request: Request, scope: Scope) -> Call:
    """The call with its members; without them if they cannot be read."""
    call = Call(named.service, named.operation, scope.region, named.protocol)
    if not named.operation:
        return call
    try:
        return dataclasses.replace(call, members=read_request(named, request))
    except (ValueError, TypeError, KeyError, AttributeError):
        return call


def _request(environ: Environ) -> Request:
    """Read the request and its whole body, and leave the body readable."""
    body = _body(environ)
    headers = {k[5:].replace("_", "-").lower(): v for k, v in environ.items() if k.startswith("HTTP_")}
    headers["content-type"] = environ.get("CONTENT_TYPE", "")
    return Request(
        method=environ["REQUEST_METHOD"],
        path=environ["RAW_URI"].partition("?")[0],
        query=MultiDict(pairs(environ.get("QUERY_STRING", ""))),
        headers=headers,
        body=body,
    )


def _as_moto_reads(environ: Environ, call: Call, protocol: str, token: str) -> Environ:
    """The same request in another protocol, or with moto's own token of a page."""
    members = dict(call.members)
    pages = paging.paging_of(*call.name)
    if pages is not None and pages.lists:
        members[pages.input_token] = token
    anew = write_request(call, {name: value for name, value in members.items() if value != ""}, protocol)
    query, body = encoded(anew)
    changed = {f"HTTP_{k.upper().replace('-', '_')}": str(v) for k, v in anew.headers.items()}
    changed["CONTENT_TYPE"] = str(anew.headers.get("Content-Type", environ.get("CONTENT_TYPE", "")))
    changed["REQUEST_METHOD"] = anew.method
    changed["RAW_URI"] = changed["REQUEST_URI"] = anew.path + (f"?{query}" if query else "")
    changed |= {"PATH_INFO": unquote(anew.path), "QUERY_STRING": query, "CONTENT_LENGTH": str(len(body))}
    kept = {k: v for k, v in environ.items() if k != "HTTP_SMITHY_PROTOCOL"}
    return {**kept, **changed, "wsgi.input": io.BytesIO(body)}


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
        if answer.status == NOBODY.status:
            self.close_connection = True
            return
        self.send_response(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        self._headers_buffer.append(b"\r\n" + answer.body)
        self.flush_headers()

    def log_request(self, code: Any = "-", size: Any = "-") -> None:
        """Be quiet."""


def _of_use(details: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """moto's details of an account without the 1,500 policies of AWS that nobody has, before they are written out: AWS leaves them
    out too (`gaps.py`), and a second goes by for each answer."""

    @functools.wraps(details)
    def of_use(*asked: Any) -> dict[str, Any]:
        told = details(*asked)
        aws = "arn:aws:iam::aws:"
        told["managed_policies"] = [p for p in told["managed_policies"] if p.attachment_count or not p.arn.startswith(aws)]
        return told

    return of_use


def main() -> None:
    """Serve until stdin ends."""
    moto = DomainDispatcherApplication(create_backend_app)
    # It tries some hundred patterns for every request.
    moto.get_backend_for_host = functools.cache(moto.get_backend_for_host)  # type: ignore[method-assign]
    # It lists the methods of a class for every request.
    responses.method_names_from_class = functools.cache(responses.method_names_from_class)
    IAMBackend.get_account_authorization_details = _of_use(IAMBackend.get_account_authorization_details)  # type: ignore[method-assign]
    gate = Gate(moto)
    # Several scans open all of their connections at once; what does not fit into the queue waits for seconds to be tried again.
    BaseWSGIServer.request_queue_size = 2048
    server = make_server("127.0.0.1", 0, gate, threaded=True, request_handler=KeepAliveHandler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(json.dumps({"port": server.server_port}), flush=True)
    sys.stdout = sys.stderr  # moto prints at times, and nobody reads the pipe any more
    try:
        while sys.stdin.buffer.read(4096):
            pass
    except KeyboardInterrupt:
        pass
    os._exit(0)


if __name__ == "__main__":
    main()
