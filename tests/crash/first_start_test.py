"""A power cut right after what is done once: the first start, the first backup. Argument: the build directory.

The cut is the worst there can be: every name whose directory was not synced goes, also directories with all
that is in them.
"""

import sys
import unittest

from deeds import MAIN
from power_cut_test import Worst
from world import GSTIN, Programs, Refused, World


class FirstStart(unittest.TestCase):
    def setUp(self):
        self.world = World(Programs(BUILD), power_cuts=True)
        self.world.open_market(MAIN, "--rate-multiplier", "20000", "--synthetic-orders", "50")
        self.world.start()

    def tearDown(self):
        self.world.__exit__(None)

    def cut(self):
        self.world.kill()
        self.world.disk.cut(Worst())
        self.world.start()

    def connect(self):
        self.world.call("Tax.SetOrganisation", gstin=GSTIN, currency="INR")
        self.world.call("Integrations.Connect", **self.world.markets[MAIN].connection(MAIN))

    def test_an_account_that_was_connected_is_there(self):
        self.connect()
        self.cut()
        self.assertEqual(self.world.call("Integrations.Get", name=MAIN)["integration"]["state"], "active")

    def test_a_first_start_that_was_cut_leaves_nothing_undone(self):
        with World(Programs(BUILD), power_cuts=True) as world:
            world.launch()
            while not world.data.exists():
                pass
            world.kill()
            world.start()
            world.call("Items.Add", sku="BY-HAND")
            world.kill()
            world.disk.cut(Worst())
            world.start()
            self.assertEqual([item["sku"] for item in world.records("Items.List", "item")], ["BY-HAND"])

    def test_personal_data_that_was_fetched_can_be_read(self):
        self.world.call("Sync.SetPreferences", personal_data=True)
        self.connect()
        self.world.calls("Sync.Start")
        orders = [order["order_id"] for order in self.world.records("Orders.List", "order")]
        held = self.people_of(orders)
        self.assertGreater(len(held), 0)
        self.cut()
        self.assertEqual(self.people_of(orders), held)
        self.world.stop()
        self.world.check_data()

    def people_of(self, orders):
        held = {}
        for order in orders:
            try:
                held[order] = self.world.call("Orders.ShowPersonal", order_id=order)["personal"]
            except Refused:
                pass
        return held

    def test_a_backup_that_was_made_is_there(self):
        self.connect()
        made = self.world.call("Backup.Create")["backup"]["id"]
        self.cut()
        self.assertEqual([found["good"] for found in self.world.records("Backup.Verify", "finding", id=made)], [True])

    def test_a_restore_that_was_promised_is_carried_out(self):
        self.connect()
        self.world.calls("Sync.Start")
        made = self.world.call("Backup.Create")["backup"]["id"]
        self.world.call("Items.Add", sku="LATER")
        self.world.call("Backup.Restore", id=made)
        self.world.daemon.wait(60)
        self.world.disk.cut(Worst())
        self.world.start()
        items = [item["sku"] for item in self.world.records("Items.List", "item")]
        self.assertNotIn("LATER", items)
        self.world.call("Items.Add", sku="LATER")
        self.cut()
        self.assertIn("LATER", [item["sku"] for item in self.world.records("Items.List", "item")])


if __name__ == "__main__":
    BUILD = sys.argv.pop(1)
    unittest.main()
