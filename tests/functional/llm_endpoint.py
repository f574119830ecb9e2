"""A real endpoint of the OpenAI form on loopback: it answers well, badly, slowly, cut short or with lies, as told."""

from __future__ import annotations

import json
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Question = dict[str, Any]
Positions = list[dict[str, Any]]


def position(quote: str, **fields: Any) -> dict[str, Any]:
    """An item of an answer with all its fields."""
    return {
        "quote": quote,
        "actor": None,
        "actor_ids": [],
        "set": None,
        "stance": "committed",
        "measure": None,
        "measure_id": "troops",
        "by_ids": [],
        "for_ids": [],
        "quantity": None,
        "conditions": [],
        "when": None,
        "speaker": None,
        "speaker_ids": [],
        "speaker_kind": "outlet",
        "directness": "asserted",
        "probability": 0.9,
    } | fields


class Endpoint:
    """What it answers: `tell` makes positions of a question; `faults` come first, one a request.

    A fault is a status, (status, headers), "slow", "cut" (a body that breaks off), "garbage" (no JSON), "empty"
    (another form), "half" (an answer that stops in the middle) or "no schema" (refuses response_format).
    """

    def __init__(self, tell: Callable[[Question], Positions]) -> None:
        self.tell = tell
        self.faults: deque[Any] = deque()
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.slowness = 3.0
        self.pause = 0.0

    def questions(self) -> list[Question]:
        return [json.loads(each["messages"][1]["content"]) for each in self.asked]

    def answer(self, payload: dict[str, Any]) -> bytes:
        positions = self.tell(json.loads(payload["messages"][1]["content"]))
        words = json.dumps({"positions": positions}, ensure_ascii=False)
        return self.wrapped(words)

    def wrapped(self, words: str, finish: str = "stop") -> bytes:
        choice = {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": words}}
        usage = {"prompt_tokens": 1000, "completion_tokens": 200}
        return json.dumps({"choices": [choice], "usage": usage}, ensure_ascii=False).encode()


@contextmanager
def served(endpoint: Endpoint) -> Iterator[str]:
    """The endpoint's address while it is served."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            payload = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            endpoint.asked.append(payload)
            endpoint.headers.append(dict(self.headers))
            time.sleep(endpoint.pause)
            fault = endpoint.faults.popleft() if endpoint.faults else None
            status, headers, body = 200, {}, b""
            if isinstance(fault, int):
                status, body = fault, b'{"error": {"message": "out of order"}}'
            elif isinstance(fault, tuple):
                (status, headers), body = fault, b"later"
            elif fault == "no schema":
                status, body = 400, b'{"error": {"message": "response_format is not supported here"}}'
            elif fault == "slow":
                time.sleep(endpoint.slowness)
                body = endpoint.answer(payload)
            elif fault == "garbage":
                body = b"<html>it works</html>"
            elif fault == "empty":
                body = b'{"result": []}'
            elif fault == "half":
                body = endpoint.wrapped('{"positions": [{"quote": "Norway wi', "length")
            else:
                body = endpoint.answer(payload)
            try:
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body[: len(body) // 2] if fault == "cut" else body)
            except (BrokenPipeError, ConnectionResetError):
                pass
            if fault == "cut":
                self.close_connection = True

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        server.shutdown()
        server.server_close()
