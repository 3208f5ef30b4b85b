"""A daemon of a few lines whose every text tries to be markup, to see what becomes of it in a page."""

import json
import socketserver
import threading

HOSTILE = "<script>document.title = 'taken'</script><img src=http://127.0.0.1:1/x onerror=alert(1)>'\"&"
COUNT = {"name": HOSTILE, "orders": 3, "units": 3, "pending": 0, "confirmed": 1, "fulfilled": 2, "cancelled": 0,
         "attention": 0}
DAY = "2026-11-01"
RUN = {"id": 7, "integration": 1, "integration_name": HOSTILE, "module": "orders", "trigger": "manual",
       "route": "search", "state": "partial", "started": DAY + "T10:00:00Z", "reason": HOSTILE,
       "counts": {"created": 12, "failed": 3}, "late": 1}
RUPEES = {"amount": "100.00", "currency": "INR"}
PUSHES = {"queued": 0, "sent": 0, "accepted": 1, "verified": 2, "rejected": 0, "corrections": 0}

REPLIES = {
    "Orders.Summarize": {"summary": {"first_day": DAY, "last_day": DAY, "begins": "2026-10-31T18:30:00Z",
                                     "ends": "2026-11-01T18:30:00Z", "days": [{**COUNT, "name": DAY}],
                                     "places": [COUNT], "shippers": [COUNT]}},
    "Service.GetStatus": {"version": HOSTILE, "started": DAY + "T00:00:00Z", "now": DAY + "T12:00:00Z",
                          "alarms": [HOSTILE],
                          "integrations": [{"name": HOSTILE, "state": "active", "pushes": PUSHES,
                                            "modules": [{"module": "orders", "last_run": RUN}]}]},
    "Sync.Summarize": {"summary": {"day": DAY, "integration": HOSTILE, "module": "orders", "runs": 1,
                                   "not_succeeded": 1, "calls": 9}},
    "Sync.ListRuns": {"run": RUN},
    "Sync.ListRunRecords": {"record": {"run": 7, "record_id": HOSTILE, "outcome": "created", "late_seconds": 90}},
    "Sync.ListQuota": {"integration": HOSTILE, "operation": HOSTILE, "calls_left": 3, "burst": 20,
                       "milliseconds_per_call": 1000, "throttled": 1},
    "Integrations.List": {"integration": {"number": 1, "name": HOSTILE}},
    "Stock.Pushes": {"push": {"integration": 1, "sku": HOSTILE, "state": "accepted", "desired": 4, "live": 7}},
    "Tax.Summary": {"figure": {"section": "b2c_small", "basis": "inferred", "place": HOSTILE, "rate": HOSTILE,
                               "orders": 1, **{part: RUPEES for part in ("value", "taxable", "igst", "cgst", "sgst",
                                                                         "cess")}}},
}


class Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        waiting = b""
        while piece := self.request.recv(65536):
            *calls, waiting = (waiting + piece).split(b"\0")
            for call in calls:
                method = json.loads(call)["method"].removeprefix("org.sellerd.")
                self.request.sendall(json.dumps({"parameters": REPLIES[method]}).encode() + b"\0")


class FalseDaemon(socketserver.ThreadingUnixStreamServer):
    """Serves the socket of this path until its block ends."""

    daemon_threads = True

    def __init__(self, path):
        super().__init__(str(path), Conversation)

    def __enter__(self):
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()
