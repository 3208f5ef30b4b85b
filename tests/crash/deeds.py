"""What a person does at the daemon, and what it has said that is done: that must be there ever after."""

import collections
import random

from world import GSTIN, STOP_SECONDS, Refused, check

MAIN = "amazon-in"
OTHER = "second"  # an account that comes and goes
KEPT_BACKUPS = 4


class Deeds:
    def __init__(self, world, dice):
        self.world = world
        self.dice = dice
        self.small_dice = random.Random(dice.random())  # of what is done beside something else
        self.counts = collections.Counter()
        self.items = []
        self.references = {}  # of adjustments: what was asked
        self.forgotten = []
        self.backups = set()
        self.erased = False  # the other account, and it was not connected since
        self.sellable = []
        self.numbers = 0

    def fresh(self, kind):
        self.numbers += 1
        return f"{kind}-{self.numbers}"

    def done(self, what):
        self.counts[what] += 1

    # ---- the beginning

    def connect_first(self):
        world = self.world
        world.call("Tax.SetOrganisation", gstin=GSTIN, currency="INR")
        world.call("Sync.SetPreferences", personal_data=True)
        world.call("Integrations.Connect", **world.markets[MAIN].connection(MAIN))
        self.sync()
        world.call("Items.ConfirmAll", integration=MAIN)
        world.call("Stock.SetRule", integration=MAIN, push=True)
        self.connect_other()
        self.sync()
        self.sellable = sorted(link["item"] for link in world.records("Listings.Links", "link", integration=MAIN)
                               if link.get("item"))

    # ---- each of these may be cut at any moment

    def sync(self, **wanted):
        self.world.calls("Sync.Start", **wanted)
        self.done("sync")

    def any_sync(self):
        full = {"module": "orders", "full": True, "integration": MAIN, "only": True}
        self.sync(**self.dice.choice(({}, {}, {"module": "orders"}, full, full | {"route": "report"},
                                      {"module": "items"})))

    def adjust(self):
        reference = self.fresh("note")
        wanted = {"item": self.small_dice.choice(self.sellable), "by": self.small_dice.choice((-2, -1, 1, 3, 5)),
                  "reason": "found", "reference": reference}
        self.world.call("Stock.Adjust", **wanted)
        self.references[reference] = wanted
        self.done("adjustment")

    def add_item(self):
        sku = self.fresh("BY-HAND")
        self.world.call("Items.Add", sku=sku)
        self.items.append(sku)
        self.done("item")

    def forget(self):
        place = self.dice.random()
        orders = self.world.records("Orders.List", "order", integration=MAIN, limit=200)
        order = orders[int(place * len(orders))]["order_id"]
        self.world.call("Orders.ForgetPersonal", subject=order, integration=MAIN)
        self.forgotten.append(order)
        self.done("order forgotten")

    def erase_other(self):
        try:
            self.world.call("Integrations.Erase", name=OTHER, yes=True)
        except Refused as refused:
            # One that was cut goes on by itself.
            if refused.name not in ("NotFound", "Conflict"):
                raise
        else:
            self.erased = True
            self.done("account erased")

    def connect_other(self):
        self.erased = False
        try:
            self.world.call("Integrations.Connect", **self.world.markets[OTHER].connection(OTHER))
            self.done("account connected")
        except Refused as refused:
            # It is there already, is still being erased, or the marketplace failed.
            self.done(f"connect refused: {refused.name}")

    def back_up(self):
        # The oldest may go from here on, whether we hear of it or not.
        before = self.backups
        self.backups = set(sorted(before)[1 - KEPT_BACKUPS:])
        reply = self.world.call("Backup.Create", keep=KEPT_BACKUPS)
        erased = set(reply.get("erased", []))
        listed = {backup["id"] for backup in self.world.records("Backup.List", "backup")}
        self.backups = (before - erased) | {reply["backup"]["id"]}
        check(self.backups <= listed, f"backups {self.backups} were made, {listed} are there")
        self.done("backup")

    def restore(self):
        """A backup of this moment, which the next start puts in the place of the books."""
        self.back_up()
        self.world.call("Backup.Restore", id=max(self.backups))
        self.world.daemon.wait(STOP_SECONDS)
        self.done("restore")

    # ---- what was said to be done is there

    def check_kept(self):
        world = self.world
        if self.items:
            held = {row["sku"] for row in world.records("Items.List", "item")}
            lost = set(self.items) - held
            check(not lost, f"items were added and are gone: {sorted(lost)}")
        for reference in self.sample(self.references, 4):
            self.must_refuse("AlreadyExists", f"the adjustment {reference} is lost", "Stock.Adjust",
                             **self.references[reference])
        for order in self.sample(self.forgotten, 4):
            self.must_refuse("NotFound", f"the person of order {order} was forgotten and is back",
                             "Orders.ShowPersonal", order_id=order, integration=MAIN)
        listed = {backup["id"] for backup in world.records("Backup.List", "backup")}
        check(self.backups <= listed, f"backups {sorted(self.backups)} were made, {sorted(listed)} are there")
        if self.erased:
            self.must_refuse("NotFound", "the account was erased and is back", "Integrations.Get", name=OTHER)

    def sample(self, among, count):
        """The newest, and others."""
        all_of = list(among)
        return set(all_of[-2:] + self.dice.sample(all_of, min(count, len(all_of))))

    def must_refuse(self, error, complaint, method, **parameters):
        try:
            self.world.call(method, **parameters)
        except Refused as refused:
            check(refused.name == error, f"{complaint}: {refused}")
        else:
            check(False, complaint)

    def check_backups(self):
        for finding in self.world.records("Backup.Verify", "finding"):
            check(finding["good"], f"a backup is damaged: {finding}")

    def reauthorise_where_needed(self):
        """A fresh token that is refused as expired looks like a grant that was taken back."""
        for each in self.world.call("Service.GetStatus")["integrations"]:
            if each["state"] != "needs_reauth":
                continue
            self.done("reauthorised")
            connection = self.world.markets[each["name"]].connection(each["name"])
            try:
                self.world.call("Integrations.Reauthorize", name=each["name"],
                                credentials=connection["credentials"])
            except Refused:
                pass  # the marketplace's faults strike this, too; the next look tries again
