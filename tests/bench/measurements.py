"""Every row of the table: what is measured, against what, and the target.

A measurement takes a Bench and gives rows. Sizes are those of the default run, of --quick, or of --scale.
"""

import dataclasses
import pathlib
import shutil
import statistics
import tempfile
import threading
import time

import programs


@dataclasses.dataclass
class Row:
    what: str
    figure: str
    ratio: str
    target: str
    met: bool | None  # None: nothing was promised


@dataclasses.dataclass
class Bench:
    build: pathlib.Path
    directory: pathlib.Path  # for what is measured; goes when the run is over
    quick: bool
    scale: list  # numbers of orders, the smallest first
    most: int = 10**9  # orders

    def program(self, name):
        return self.build / "tests/bench" / f"bench_{name}"

    def figures(self, name, *arguments):
        return programs.figures(self.program(name), *arguments)

    def books(self, orders):
        """A data directory with so many orders, as ingest() left it."""
        return self.directory / f"orders-{orders}"


def best(lines, figure, key):
    return min(line[key] for line in lines if line["figure"] == figure)


def thousands(number):
    return f"{number:,.0f}"


def span(seconds):
    for unit, length in (("days", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= 2 * length:
            return f"{seconds / length:.1f} {unit}"
    return f"{seconds:.0f} s"


def backfill(bench):
    for orders in ([2_000] if bench.quick else [100_000, 1_000_000]):
        if orders > bench.most:
            continue
        line = bench.figures("backfill", "--orders", orders)[0]
        ratio = line["seconds"] / max(line["floor_seconds"], 1)
        yield Row(f"first sync of {thousands(orders)} orders at Amazon's published quotas, simulated time",
                  f"{span(line['seconds'])} by {line['route']}, {line['calls']} calls; the quotas alone allow "
                  f"{span(line['floor_seconds'])}; an order at a time {span(line['one_by_one_seconds'])}",
                  f"{ratio:.2f}", "<= 1.1 of the quotas' own floor", ratio <= 1.1)


def steady_state(bench):
    one, day = bench.figures("backfill", "--steady-hours", 8 if bench.quick else 24)
    per_thousand = one["calls"] * 1_000 / one["orders"]
    yield Row("calls of a run over 1,000 changed orders", f"{one['calls']} and {one['tokens']} token",
              f"{per_thousand:.1f} per 1,000", "10, and 1 token", per_thousand <= 10 and one["tokens"] <= 1)
    per_thousand = day["calls"] * 1_000 / day["orders"]
    yield Row(f"calls of {day['hours']} h of the schedule in which 1,000 orders change an hour",
              f"{day['calls']} for {thousands(day['orders'])} orders, {day['tokens']} tokens; {day['second_looks']} more "
              "for the nightly second look", f"{per_thousand:.1f} per 1,000",
              "none: each run reads the last 30 minutes twice on purpose", None)


def ingest(bench):
    """Page bytes to durable commit against the floor; and that the cost does not grow with the number."""
    costs = {}
    for orders in bench.scale:
        lines = bench.figures("ingest", "--orders", orders, "--rounds", 3 if orders <= 100_000 else 1, "--keep",
                              bench.books(orders))
        costs[orders] = best(lines, "ingest", "cpu_us_per_order")
        floor = best(lines, "floor", "cpu_us_per_order")
        share = 100 * floor / costs[orders]
        wall = best(lines, "ingest", "wall_us_per_order")
        room = best(lines, "ingest", "bytes_per_order")
        yield Row(f"taking in {thousands(orders)} orders, page bytes to durable commit",
                  f"{costs[orders]:.1f} us of one core an order ({wall:.1f} us by the clock), "
                  f"{thousands(room)} bytes each; floor {floor:.1f} us",
                  f"{share:.0f} %", ">= 50 % of parse + bare WriteBatch", share >= 50)
    middle = statistics.median(costs.values())
    spread = max(abs(cost - middle) / middle for cost in costs.values())
    yield Row(f"cost an order from {thousands(min(costs))} to {thousands(max(costs))}",
              ", ".join(f"{cost:.1f}" for cost in costs.values()) + " us", f"+-{100 * spread:.0f} %",
              "flat, +-20 %", spread <= 0.2)


def start(bench):
    """Needs the books of ingest()."""
    for orders in bench.scale:
        times, memory = [], []
        for _ in range(5):
            daemon = programs.Daemon(bench.build, bench.books(orders))
            times.append(daemon.seconds_to_ready * 1_000)
            memory.append(programs.resident_megabytes(daemon.pid))
            daemon.end()
        took, held = statistics.median(times), max(memory)
        promised = orders == 1_000_000
        yield Row(f"start to the first answer with {thousands(orders)} orders; memory", f"{took:.0f} ms; {held:.0f} MB",
                  f"{took / 300:.2f}; {held / 100:.2f}", "< 300 ms; < 100 MB" if promised else "",
                  took < 300 and held < 100 if promised else None)


def latency(bench):
    orders, seconds = (1_000, 1) if bench.quick else (60_000, 8)
    with tempfile.TemporaryDirectory(dir=bench.directory) as directory:
        marketplace = programs.Marketplace(bench.build, directory, orders)
        daemon = programs.Daemon(bench.build, f"{directory}/data")
        daemon.connect(marketplace)
        # Full reads one after the other: the daemon takes pages in without a pause.
        stopping = threading.Event()

        def load():
            while not stopping.is_set():
                daemon.ctl("sync", "orders", "--full", "--route", "search")
        loader = threading.Thread(target=load)
        loader.start()
        try:
            line = bench.figures("latency", "--socket", daemon.socket, "--seconds", seconds)[0]
        finally:
            stopping.set()
            loader.join()
        daemon.end()
        marketplace.end()
    status, echo = line["status"]["p99_us"], line["echo"]["p99_us"]
    yield Row("status over the socket while orders come in at full speed, p99",
              f"{status / 1e3:.2f} ms (p50 {line['status']['p50_us'] / 1e3:.2f}); a bare echo of as many bytes beside it "
              f"{echo / 1e3:.2f} ms (p50 {line['echo']['p50_us'] / 1e3:.2f})",
              f"{status / echo:.1f}", "<= 3 of the echo", status <= 3 * echo)


def idle(bench):
    seconds = 1 if bench.quick else 20
    for integrations in ([3] if bench.quick else [1, 10, 100, 1_000]):
        data = bench.directory / f"accounts-{integrations}"
        first = bench.figures("accounts", "--integrations", integrations, "--keep", data)[0]
        daemon = programs.Daemon(bench.build, data)
        time.sleep(0.5 if bench.quick else 2)
        before = programs.life(daemon.pid)
        time.sleep(seconds)
        after = programs.life(daemon.pid)
        held = programs.resident_megabytes(daemon.pid)
        daemon.end()
        shutil.rmtree(data)
        share = (after[0] - before[0]) / 1e9 / seconds * 100
        yield Row(f"idle with {thousands(integrations)} integrations",
                  f"{share:.4f} % of a core, {(after[1] - before[1]) / seconds:.2f} wake-ups a second, {held:.0f} MB; "
                  f"their first sync {first['cpu_ms_per_integration']:.1f} ms of a core each",
                  f"{share / 0.1:.3f}", "< 0.1 %", share < 0.1)
