"""Runs the daemon for long in little time, and looks that memory and descriptors stay what they are.

The real programs on real sockets and a real disk, with time that passes --time-rate times as fast
(preload_time.cpp): runs by schedule, quantities sent, backups, figures read, the marketplace's faults changing.
Every ten seconds a sample. It passes when the line through the second half of the samples of memory rises by
less than MEMORY_BOUND (the database's cache of 32 MB must have filled up before), and when at quiet moments the
descriptors beside the database's tables are no more at the end than at the beginning.
"""

import argparse
import os
import pathlib
import random
import statistics
import sys
import time

import books
from crash_test import CrashTest
from deeds import MAIN
from world import Broken, Gone, Programs, Refused, World, check

SAMPLE_SECONDS = 10
MEMORY_BOUND = 4 << 20
KEPT_BY_MARKET = 12_000  # orders placed, after which they only change


class Sample:
    """What the daemon holds now."""

    def __init__(self, process, data, begun, metrics):
        self.at = time.monotonic() - begun
        status = dict(line.split(":", 1) for line in pathlib.Path(f"/proc/{process}/status").read_text().splitlines())
        self.memory = int(status["RssAnon"].split()[0]) << 10
        self.resident = int(status["VmRSS"].split()[0]) << 10
        figures = dict(line.rsplit(" ", 1) for line in metrics.splitlines() if not line.startswith("#"))
        self.heap = int(figures["sellerd_heap_bytes"])
        self.cache, self.buffers, self.readers = (int(figures[f'sellerd_store_memory_bytes{{kind="{kind}"}}'])
                                                  for kind in ("cache", "write_buffers", "tables"))
        self.own = self.heap - self.cache - self.buffers - self.readers
        self.threads = int(status["Threads"])
        self.tables, self.descriptors = 0, 0
        for file in os.scandir(f"/proc/{process}/fd"):
            try:
                of_database = os.readlink(file.path).startswith(str(data / "books"))
            except FileNotFoundError:
                continue
            self.tables += of_database
            self.descriptors += not of_database
        self.database = sum(file.stat().st_size for file in (data / "books").iterdir() if file.exists())
        ticks = pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        self.seconds = (int(ticks[11]) + int(ticks[12])) / os.sysconf("SC_CLK_TCK")
        self.quiet = False

    def __str__(self):
        return (f"{self.at:6.0f} s  memory {self.memory / 1e6:6.1f} MB  resident {self.resident / 1e6:6.1f} MB  "
                f"heap {self.heap / 1e6:5.1f} MB: cache {self.cache / 1e6:4.1f}, write buffers "
                f"{self.buffers / 1e6:4.1f}, tables {self.readers / 1e6:4.1f}, the rest {self.own / 1e6:5.2f}  "
                f"descriptors {self.descriptors} and {self.tables} of tables  threads {self.threads}  "
                f"database {self.database / 1e6:6.1f} MB  processor {self.seconds:6.1f} s{'  quiet' * self.quiet}")


def rise(samples, figure):
    """Of the line through them, from the first to the last."""
    times = [sample.at for sample in samples]
    line = statistics.linear_regression(times, [getattr(sample, figure) for sample in samples])
    return line.slope * (times[-1] - times[0])


class Soak(CrashTest):
    def __init__(self, world, dice, wanted):
        super().__init__(world, dice, wanted)
        self.samples = []

    def run(self):
        self.prepare()
        self.world.call("Sync.SetPreferences", interval_minutes=15)
        begun = time.monotonic()
        turn = 0
        while time.monotonic() < begun + self.wanted.minutes * 60:
            if time.monotonic() >= begun + len(self.samples) * SAMPLE_SECONDS:
                self.sample(begun)
            self.act(turn)
            turn += 1
            time.sleep(self.wanted.pause)
        self.sample(begun)
        self.judge()
        return self.finish()

    def act(self, turn):
        for market in self.world.markets.values():
            if market.ask("GET", "truth")["orders"] < KEPT_BY_MARKET:
                market.ask("POST", "changes", orders=self.dice.randint(0, 3))
            if turn % 300 == 0:
                self.change_faults(market)
        try:
            self.deeds.adjust()
            if turn % 5 == 0:
                self.world.call("Service.GetMetrics")
            if turn % 20 == 0:
                self.world.records("Orders.List", "order", integration=MAIN, limit=500)
                self.deeds.forget()
            if turn % 500 == 0:
                self.deeds.back_up()
            if turn % 10 == 0:
                self.deeds.reauthorise_where_needed()
        except Refused as refused:
            self.deeds.done(f"refused: {refused.name}")

    def sample(self, begun):
        """At a moment when no run is live, where there is one within a second."""
        quiet = False
        for _ in range(20):
            quiet = not any(module.get("running") or module.get("jobs")
                            for each in self.world.call("Service.GetStatus")["integrations"]
                            for module in each["modules"])
            if quiet:
                break
            time.sleep(0.05)
        check(self.world.daemon.poll() is None, f"the daemon ended: {self.world.last_words()}")
        taken = Sample(self.world.daemon.pid, self.world.data, begun, self.world.call("Service.GetMetrics")["text"])
        taken.quiet = quiet
        self.samples.append(taken)
        print(taken, flush=True)

    def judge(self):
        half = self.samples[len(self.samples) // 2:]
        quiet = [sample for sample in self.samples if sample.quiet]
        print(f"memory: {self.samples[0].memory / 1e6:.1f} MB at the beginning, {half[0].memory / 1e6:.1f} in the "
              f"middle, {half[-1].memory / 1e6:.1f} at the end; the second half rises by "
              f"{rise(half, 'memory') / 1e6:.2f} MB: cache {rise(half, 'cache') / 1e6:.2f}, write buffers "
              f"{rise(half, 'buffers') / 1e6:.2f}, tables {rise(half, 'readers') / 1e6:.2f}, the rest of the heap "
              f"{rise(half, 'own') / 1e6:.2f}")
        third = max(1, len(quiet) // 3)
        before, after = (min(sample.descriptors for sample in part) for part in (quiet[:third], quiet[-third:]))
        print(f"descriptors at quiet moments: {before} in the first third, {after} in the last; "
              f"{max(sample.tables for sample in self.samples)} of tables at the most")
        print(f"threads: {min(s.threads for s in self.samples)} to {max(s.threads for s in self.samples)}; "
              f"processor: {self.samples[-1].seconds - self.samples[0].seconds:.0f} s in "
              f"{self.samples[-1].at - self.samples[0].at:.0f} s")
        if self.wanted.minutes < 10:
            return  # connections and caches have not all been opened and filled
        check(rise(half, "memory") < MEMORY_BOUND,
              f"memory rises by {rise(half, 'memory') / 1e6:.1f} MB in the second half")
        check(after <= before, f"there are {after - before} more descriptors than at the beginning")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", help="the build directory")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--orders", type=int, default=3000)
    parser.add_argument("--time-rate", type=int, default=100)
    parser.add_argument("--pause", type=float, default=0.1, help="seconds between two deeds")
    wanted = parser.parse_args()
    if wanted.seed is None:
        wanted.seed = random.SystemRandom().randrange(1_000_000)
    print(f"seed {wanted.seed}, {wanted.minutes} minutes, time {wanted.time_rate} times as fast", flush=True)
    with World(Programs(wanted.build), wanted.time_rate) as world:
        soak = Soak(world, random.Random(wanted.seed), wanted)
        compared = soak.run()
    print("done: " + ", ".join(f"{what} {count}" for what, count in sorted(soak.deeds.counts.items())))
    print("equal: " + ", ".join(f"{count} {what}" for what, count in compared.items()))
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (Broken, Gone) as broken:
        sys.exit(f"BROKEN {broken}")
