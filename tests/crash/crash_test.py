"""Kills the daemon at random moments, and looks that nothing acknowledged is lost and nothing doubled.

The real programs run against each other: sellerd-sandbox with faults and orders that go on changing, and
sellerd, which is killed with SIGKILL amid syncs, writes of quantities, purges, backups, shutdowns and starts.
With --power-cuts what was not synced goes as well (power_cut.py). After every start all that a reply had said
was done must be there; at the end the books must be the marketplace's, record by record.

The dice are seeded, so a seed says what is done in which order; where a kill strikes is the machine's to say: it
comes within the time that such a deed took before.
"""

import argparse
import collections
import faulthandler
import random
import signal
import statistics
import sys
import threading
import time

import books
from deeds import MAIN, OTHER, Deeds
from world import Broken, Gone, Programs, Refused, World, check

KINDS = ("sync", "push", "forget", "erase", "backup", "restore", "shutdown", "start")
FRESHNESS_SECONDS = 135  # what changed within them no run reads yet
LONGEST_WORK = 3.0  # seconds; a kill comes within them
SETTLE_SECONDS = 900  # where time passes as it does; less where it is hastened, but not less than 120
SILENT_SECONDS = 540  # after which it says where it is
FAULTS = ("429", "500", "503", "503html", "garbage", "expired-token", "reset", "truncate", "slow", "repeat-page",
          "shift-page", "reverse-page", "move-order", "bad-order", "report-fatal", "expired-url", "token-503",
          "write-timeout", "lost-write", "late-rejection", "feed-fatal", "feed-cancelled", "feed-partial")


class CrashTest:
    def __init__(self, world, dice, wanted):
        self.world = world
        self.dice = dice
        self.wanted = wanted
        self.deeds = Deeds(world, dice)
        self.hits = collections.Counter()
        self.cuts = 0
        self.took = collections.defaultdict(lambda: collections.deque([0.3], maxlen=15))

    def prepare(self):
        for seed, (name, orders) in enumerate({MAIN: self.wanted.orders, OTHER: self.wanted.orders // 4}.items()):
            self.world.open_market(name, "--rate-multiplier", str(20_000 // self.world.rate), "--seed",
                                   str(self.wanted.seed + seed), "--synthetic-orders", str(orders), "--days", "30",
                                   "--seller-id", f"A{seed}CRASHSELLER")
        self.world.start()
        self.deeds.connect_first()

    def run(self):
        self.prepare()
        for number in range(self.wanted.kills):
            self.life_goes_on(number)
            kind = KINDS[number % len(KINDS)] if number < len(KINDS) else self.dice.choice(KINDS)
            struck = self.strike(kind)
            self.hits[kind if struck else "between two deeds"] += 1
            self.after_a_kill(number)
        return self.finish()

    def life_goes_on(self, number):
        for market in self.world.markets.values():
            market.ask("POST", "changes", orders=self.dice.randint(0, 30))
            if number % 5 == 0:
                self.change_faults(market)

    def change_faults(self, market):
        plan = ",".join(f"{fault}={self.dice.choice((0.01, 0.03, 0.1))}" for fault in FAULTS
                        if self.dice.random() < 0.4)
        market.ask("POST", "faults", plan=plan)

    # ---- a kill

    def strike(self, kind):
        """True when the kill came in the middle."""
        return {"sync": lambda: self.cut_short("sync", self.deeds.any_sync),
                "push": self.strike_a_push,
                "forget": lambda: self.cut_short("forget", self.deeds.forget),
                "erase": lambda: self.cut_short("erase", self.deeds.erase_other),
                "backup": lambda: self.cut_short("backup", self.deeds.back_up),
                "restore": self.strike_a_restore,
                "shutdown": self.strike_a_shutdown,
                "start": self.strike_a_start}[kind]()

    def moment(self, kind):
        return self.dice.uniform(0, min(LONGEST_WORK, 1.2 * statistics.median(self.took[kind])))

    def cut_short(self, kind, work):
        """Beside it a few small deeds, and now and then a sync. The dice are thrown before either begins: two threads
        at them would make a seed say nothing."""
        outcome, strange = [], []
        moment = self.moment(kind)
        also_syncs = kind != "sync" and self.dice.random() < 0.3

        def run():
            begun = time.monotonic()
            try:
                work()
                outcome.append("done")
                self.took[kind].append(time.monotonic() - begun)
            except Gone:
                outcome.append("cut")
            except Refused as refused:
                outcome.append(f"refused {refused}")
            except Exception as failure:  # pylint: disable=broad-except
                outcome.append(failure)

        def run_beside():
            try:
                self.small_deeds(also_syncs)
            except (Gone, Refused):
                pass
            except Exception as failure:  # pylint: disable=broad-except
                strange.append(failure)

        beside = threading.Thread(target=run_beside)
        worker = threading.Thread(target=run)
        beside.start()
        worker.start()
        worker.join(moment)
        self.world.kill()
        worker.join()
        beside.join()
        strange += [end for end in outcome if isinstance(end, Exception)]
        if strange:
            raise strange[0]
        if outcome[0].startswith("refused"):
            self.deeds.done(f"{kind} refused")
        return outcome[0] == "cut"

    def small_deeds(self, also_syncs):
        if also_syncs:
            self.world.calls("Sync.Start", more=False)
        self.deeds.add_item()
        self.deeds.adjust()

    def strike_a_push(self):
        under_way = False
        try:
            for _ in range(self.dice.randint(1, 12)):
                self.deeds.adjust()
            time.sleep(self.dice.uniform(0, 0.3))
            for each in self.world.call("Service.GetStatus")["integrations"]:
                pushes = each["pushes"]
                under_way |= pushes["queued"] + pushes["sent"] + pushes["accepted"] > 0
        except Refused as refused:
            self.deeds.done(f"push refused: {refused.name}")
        self.world.kill()
        return under_way

    def strike_a_restore(self):
        """The start that restores is struck; that it was to restore is known before."""
        self.deeds.restore()
        self.cut_power()
        return self.strike_while_it_starts("restore")

    def strike_a_shutdown(self):
        self.world.calls("Sync.Start", more=False)
        begun = time.monotonic()
        self.world.daemon.terminate()
        time.sleep(self.moment("shutdown"))
        code = self.world.daemon.poll()
        if code is None:
            self.world.kill()
            return True
        self.took["shutdown"].append(time.monotonic() - begun)
        check(code == 0, f"the stop ended with {code}: {self.world.last_words()}")
        return False

    def strike_a_start(self):
        self.world.kill()
        self.cut_power()
        return self.strike_while_it_starts("start")

    def strike_while_it_starts(self, kind):
        self.world.launch()
        time.sleep(self.moment(kind))
        in_it = not self.world.is_ready()
        check(self.world.daemon.poll() is None, f"the daemon does not start: {self.world.last_words()}")
        self.world.kill()
        return in_it

    def cut_power(self):
        if self.world.disk and self.dice.random() < 0.7:
            self.cuts += 1
            told = self.world.disk.cut(self.dice)
            (self.world.directory / "last-cut").write_text("\n".join(told))

    def after_a_kill(self, number):
        self.cut_power()
        if number % self.wanted.check_every == self.wanted.check_every - 1:
            self.world.check_data()
        begun = time.monotonic()
        self.world.start()
        self.took["start"].append(time.monotonic() - begun)
        self.deeds.check_kept()
        if number % self.wanted.check_every == self.wanted.check_every - 1:
            self.deeds.check_backups()
            self.report(f"after {number + 1} kills")
        self.deeds.reauthorise_where_needed()
        if self.deeds.erased or OTHER not in self.connected():
            self.deeds.connect_other()

    def connected(self):
        return {each["name"]: each["state"] for each in self.world.call("Service.GetStatus")["integrations"]}

    # ---- the end

    def finish(self):
        for market in self.world.markets.values():
            market.ask("POST", "faults", plan="")
        self.wait("all accounts to be connected", self.all_active)
        self.settle()
        time.sleep(FRESHNESS_SECONDS / self.world.rate)
        self.settle()
        self.wait("what buyers see to be what they shall see", self.all_shown)
        # A look at what was shown may have come before the last order was read.
        compared = books.compare(self.world)
        self.deeds.check_kept()
        self.deeds.check_backups()
        self.world.stop()
        self.world.check_data()
        return compared

    def settle(self):
        """Nothing runs any more, and everything is read once more, by the route that knows all."""
        self.wait("the runs to end", lambda: not any(
            module.get("running") or module.get("jobs")
            for each in self.world.call("Service.GetStatus")["integrations"] for module in each["modules"]))
        for wanted in ({"module": "items"}, {"module": "orders", "full": True, "route": "search"},
                       {"module": "orders"}):
            self.sync_at_last(**wanted)

    def sync_at_last(self, **wanted):
        for run in self.world.calls("Sync.Start", **wanted)[-1]["runs"]:
            check(run["state"] == "succeeded", f"the last run did not succeed: {run}")

    def all_active(self):
        self.deeds.reauthorise_where_needed()
        stands = self.connected()
        if OTHER not in stands:
            self.deeds.connect_other()
        return stands == {MAIN: "active", OTHER: "active"}

    def all_shown(self):
        """Where buyers see less than they shall, the daemon writes only once all orders up to a look are read and
        none explains it; a look follows a run of items."""
        for name in self.world.markets:
            self.world.call("Stock.RetryPushes", integration=name)
        pushes = [each["pushes"] for each in self.world.call("Service.GetStatus")["integrations"]]
        if not any(each[state] for each in pushes for state in ("queued", "sent", "accepted", "rejected")):
            return True
        self.sync_at_last(module="items")
        time.sleep(FRESHNESS_SECONDS / self.world.rate)
        self.sync_at_last(module="orders")
        return False

    def wait(self, what, condition):
        seconds = max(SETTLE_SECONDS / self.world.rate, 120)
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() >= deadline:
                raise Broken(f"waited {seconds:.0f} s in vain for {what}; the daemon says "
                             f"{self.world.call('Service.GetStatus')}")
            time.sleep(0.2)

    def report(self, when):
        hits = ", ".join(f"{kind} {self.hits[kind]}" for kind in (*KINDS, "between two deeds"))
        print(f"{when}: {hits}; power cuts {self.cuts}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", help="the build directory")
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--orders", type=int, default=3000, help="of the account that stays; the other has a quarter")
    parser.add_argument("--time-rate", type=int, default=1, help="how many times as fast time passes")
    parser.add_argument("--power-cuts", action="store_true")
    parser.add_argument("--check-every", type=int, default=20, help="kills between two looks at every record")
    wanted = parser.parse_args()
    if wanted.seed is None:
        wanted.seed = random.SystemRandom().randrange(1_000_000)
    print(f"seed {wanted.seed}, {wanted.kills} kills, power cuts {'on' if wanted.power_cuts else 'off'}, "
          f"time {wanted.time_rate} times as fast", flush=True)
    begun = time.monotonic()
    faulthandler.dump_traceback_later(SILENT_SECONDS + 2 * wanted.kills)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended from outside"))
    with World(Programs(wanted.build), wanted.time_rate, wanted.power_cuts) as world:
        test = CrashTest(world, random.Random(wanted.seed), wanted)
        compared = test.run()
    test.report("at the end")
    if world.disk:
        print("the cuts: " + ", ".join(f"{what} {count}" for what, count in sorted(world.disk.counts.items())))
    print("done: " + ", ".join(f"{what} {count}" for what, count in sorted(test.deeds.counts.items())))
    print("equal: " + ", ".join(f"{count} {what}" for what, count in compared.items()))
    print(f"took {time.monotonic() - begun:.0f} s")
    missed = [kind for kind in KINDS if test.hits[kind] == 0]
    if missed and wanted.kills >= 100:
        print("never struck: " + ", ".join(missed))
        return 1
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Broken as broken:
        sys.exit(f"BROKEN {broken}")
