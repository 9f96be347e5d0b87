"""The probe for machines without Node.js: Python's standard library only, the same lines as drills/probe writes.

    probe.py ADDRESS PORT INTERVAL-MS TIMEOUT-MS MAX-DURATION-MS each|kept

One HTTP request per interval and one JSON line per request. Open loop: a request is sent when its time has come, whether or
not earlier ones were answered, and its latency counts from the intended time. With "kept" all requests go over one
connection, one after the other, and none is sent while an earlier one waits.

Ends on SIGTERM, when standard input closes, or after MAX-DURATION-MS.
"""

import errno
import json
import re
import selectors
import signal
import socket
import sys
import time

NS_PER_MS = 1_000_000
NODE = re.compile(rb"\bnode-\d+\b")
STATUS = re.compile(rb"HTTP/1\.[01] (\d{3})")
LENGTH = re.compile(rb"^content-length: *(\d+)", re.IGNORECASE | re.MULTILINE)
CLOSE = re.compile(rb"^connection: *close", re.IGNORECASE | re.MULTILINE)


def errno_name(number):
    return errno.errorcode.get(number, str(number))


class Connection:
    """A TCP connection that sends what it is given as soon as it is open."""

    def __init__(self, probe, on_data, on_end, on_error):
        self.probe, self.on_data, self.on_end, self.on_error = probe, on_data, on_end, on_error
        self.outgoing = b""
        self.open = False
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self.socket.setblocking(False)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.probe.selector.register(self.socket, selectors.EVENT_WRITE, self.ready)

    def connect(self):
        number = self.socket.connect_ex((self.probe.address, self.probe.port))
        if number not in (0, errno.EINPROGRESS):
            self.on_error(errno_name(number))

    def send(self, data):
        self.outgoing += data
        if self.open:
            self.flush()

    def flush(self):
        try:
            sent = self.socket.send(self.outgoing)
        except BlockingIOError:
            return
        except OSError as error:
            self.on_error(errno_name(error.errno))
            return
        self.outgoing = self.outgoing[sent:]

    def ready(self):
        if not self.open:
            number = self.socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            if number != 0:
                self.on_error(errno_name(number))
                return
            self.open = True
            self.probe.selector.modify(self.socket, selectors.EVENT_READ, self.ready)
            self.flush()
            return
        try:
            data = self.socket.recv(65536)
        except BlockingIOError:
            return
        except OSError as error:
            self.on_error(errno_name(error.errno))
            return
        if data:
            self.on_data(data)
        else:
            self.on_end()

    def close(self):
        if self.socket is not None:
            self.probe.selector.unregister(self.socket)
            self.socket.close()
            self.socket = None


class EachRequest:
    """One request on a connection of its own."""

    def __init__(self, probe, sequence, intended):
        self.probe, self.sequence, self.intended = probe, sequence, intended
        self.deadline = intended + probe.timeout
        self.answer = b""
        probe.waiting[sequence] = self
        self.connection = Connection(probe, self.take, self.finish, self.lose)
        self.connection.send(b"GET / HTTP/1.0\r\nHost: %s\r\n\r\n" % probe.address.encode())
        self.connection.connect()

    def take(self, data):
        self.answer += data

    def finish(self):
        status = STATUS.match(self.answer)
        node = NODE.search(self.answer)
        if status and status[1] == b"200" and node:
            self.settle(node=node[0].decode())
        else:
            self.lose("HTTP " + status[1].decode() if status else "no answer")

    def lose(self, reason):
        self.settle(lost=reason)

    def settle(self, **outcome):
        self.connection.close()
        self.probe.waiting.pop(self.sequence, None)
        self.probe.report(self.sequence, self.intended, **outcome)


class KeptRequests:
    """Requests one after the other on one connection, opened again when it broke or the server ended it."""

    def __init__(self, probe):
        self.probe = probe
        self.connection = None
        self.number = 0
        self.broken = None
        self.sequence = None

    @property
    def idle(self):
        return self.sequence is None

    def send(self, sequence, intended):
        self.sequence, self.intended = sequence, intended
        self.deadline = time.monotonic_ns() + self.probe.timeout
        self.probe.waiting[sequence] = self
        if self.broken is not None:
            self.lose(self.broken)
            return
        request = b"GET / HTTP/1.1\r\nHost: %s\r\n\r\n" % self.probe.address.encode()
        if self.connection is not None:
            self.connection.send(request)
            return
        self.number += 1
        self.answer = b""
        self.connection = Connection(self.probe, self.take, self.end, self.fail)
        self.connection.send(request)
        self.connection.connect()

    def take(self, data):
        self.answer += data
        head, blank, body = self.answer.partition(b"\r\n\r\n")
        length = LENGTH.search(head)
        if not blank or not length or len(body) < int(length[1]):
            return
        self.answer = b""
        status = STATUS.match(head)
        node = NODE.search(body)
        if status and status[1] == b"200" and node:
            self.settle(node=node[0].decode())
        else:
            self.settle(lost="HTTP " + (status[1].decode() if status else "?"))
        if CLOSE.search(head):
            self.leave()

    def end(self):
        if self.idle:
            # Between two requests the server may end it.
            self.leave()
        else:
            self.lose("closed")

    def fail(self, reason):
        if self.idle:
            self.connection.close()
            self.broken = reason
        else:
            self.lose(reason)

    def lose(self, reason):
        self.settle(lost=reason)
        self.leave()

    def leave(self):
        if self.connection is not None:
            self.connection.close()
        self.connection = None
        self.broken = None

    def settle(self, **outcome):
        if self.idle:
            return
        sequence, self.sequence = self.sequence, None
        self.probe.waiting.pop(sequence, None)
        self.probe.report(sequence, self.intended, connection=self.number, **outcome)


class Probe:
    def __init__(self, address, port, interval, timeout, duration, kept):
        self.address, self.port = address, port
        self.interval, self.timeout, self.duration = interval, timeout, duration
        # Not epoll, which waits in whole milliseconds.
        self.selector = selectors.SelectSelector()
        # Requests without an answer, the oldest first.
        self.waiting = {}
        self.kept = KeptRequests(self) if kept else None
        self.stopping = False

    def report(self, sequence, intended, **outcome):
        latency = (time.monotonic_ns() - intended) / NS_PER_MS
        line = {"sequence": sequence, "intendedNs": intended, "latencyMs": latency, **outcome}
        print(json.dumps(line), flush=True)

    def stop(self, *_):
        self.stopping = True

    def listen(self):
        if not sys.stdin.buffer.read1(65536):
            self.selector.unregister(sys.stdin)
            self.stop()

    def send(self, sequence, intended):
        if self.kept is None:
            EachRequest(self, sequence, intended)
        elif self.kept.idle:
            self.kept.send(sequence, intended)

    def run(self):
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        self.selector.register(sys.stdin, selectors.EVENT_READ, self.listen)
        start = time.monotonic_ns()
        sequence, intended = 0, start
        while not self.stopping or self.waiting:
            now = time.monotonic_ns()
            if now - start >= self.duration:
                self.stop()
            while not self.stopping and intended <= time.monotonic_ns():
                self.send(sequence, intended)
                sequence += 1
                intended = start + sequence * self.interval
            for request in list(self.waiting.values()):
                if request.deadline > time.monotonic_ns():
                    break
                request.lose("timeout")
            moments = [request.deadline for request in list(self.waiting.values())[:1]]
            if not self.stopping:
                moments.append(min(intended, start + self.duration))
            pause = min(moments, default=0) - time.monotonic_ns()
            for key, _ in self.selector.select(max(0, pause) / 1e9):
                # What an earlier one of this round has closed is not ready any more, and its number may be another's.
                if self.selector.get_map().get(key.fd) is key:
                    key.data()


def main(words):
    if len(words) != 6:
        sys.exit("usage: probe.py ADDRESS PORT INTERVAL-MS TIMEOUT-MS MAX-DURATION-MS each|kept")
    address, port, interval, timeout, duration, mode = words
    times = [int(float(text) * NS_PER_MS) for text in (interval, timeout, duration)]
    Probe(address, int(port), *times, mode == "kept").run()


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except BrokenPipeError:
        sys.exit(0)
