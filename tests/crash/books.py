"""Whether the books are what the marketplaces hold, record by record."""

import collections

from world import check

OPEN = ("PENDING_AVAILABILITY", "PENDING", "UNSHIPPED", "PARTIALLY_SHIPPED")


def said_money(money):
    return money and (money["amount"], money.get("currency") or money.get("currencyCode"))


def as_sold(order):
    """An order of the marketplace in the words of the books."""
    return {
        "channel_status": order["fulfillment"]["fulfillmentStatus"],
        "fulfilled_by": order["fulfillment"]["fulfilledBy"],
        "created": order["createdTime"],
        "last_updated": order["lastUpdatedTime"],
        "total": said_money(order.get("proceeds", {}).get("grandTotal")),
        "lines": [(line["orderItemId"], line["product"]["sellerSku"], line["quantityOrdered"],
                   line["fulfillment"]["quantityFulfilled"],
                   said_money(line.get("proceeds", {}).get("proceedsTotal"))) for line in order["orderItems"]],
    }


def as_held(order):
    return {
        **{key: order[key] for key in ("channel_status", "fulfilled_by", "created", "last_updated")},
        "total": said_money(order.get("total")),
        "lines": [(line["line_id"], line["sku"], line["quantity_ordered"], line["quantity_fulfilled"],
                   said_money(line.get("total"))) for line in order["lines"]],
    }


def compare_orders(world, name, sold):
    held = {order["order_id"]: order for order in world.records("Orders.List", "order", integration=name)}
    check(held.keys() == sold.keys(), f"{name}: {len(sold)} orders are sold, {len(held)} held; "
          f"lacking {sorted(sold.keys() - held.keys())[:5]}, strange {sorted(held.keys() - sold.keys())[:5]}")
    for number, order in sold.items():
        truth, books = as_sold(order), as_held(held[number])
        check(truth == books, f"{name}: order {number} is\n  {truth}\nand held as\n  {books}")


def compare_totals(status, sold, listed):
    name, totals = status["name"], status["totals"]
    truth = {"orders": len(sold), "lines": sum(len(order["orderItems"]) for order in sold.values()),
             "items": len(listed), "quarantined": 0}
    check(totals == truth, f"{name}: there are {truth}, the books count {totals}")


def compare_listings(world, name, listed):
    held = {entry["sku"]: entry for entry in world.records("Listings.List", "listing", integration=name)}
    check(held.keys() == listed.keys(), f"{name}: {len(listed)} listings are there, {len(held)} held")


def compare_pushes(world, name, listed):
    """Buyers see what they are to see."""
    pushes = world.records("Stock.Pushes", "push", integration=name)
    for push in pushes:
        shown = listed[push["sku"]]["quantity"]
        check(push["state"] == "verified" and push["desired"] == shown,
              f"{name}: buyers see {shown} of {push['sku']}, which is to be {push['desired']}: {push}")
    return len(pushes)


def compare_reservations(world, all_sold, all_listed):
    """What is reserved is what open orders ask for that the seller ships himself."""
    own = {row["warehouse"]["name"] for row in world.calls("Warehouses.List")
           if not row["warehouse"]["fulfils"]}
    links = {}
    for name in all_listed:
        for link in world.records("Listings.Links", "link", integration=name):
            links[name, link["sku"]] = link["item"]
    asked, by = collections.Counter(), collections.defaultdict(list)
    for name, sold in all_sold.items():
        for order in sold.values():
            if order["fulfillment"]["fulfilledBy"] != "MERCHANT":
                continue
            if order["fulfillment"]["fulfillmentStatus"] not in OPEN:
                continue
            for line in order["orderItems"]:
                left = line["fulfillment"]["quantityUnfulfilled"]
                if left > 0:
                    item = links[name, line["product"]["sellerSku"]]
                    asked[item] += left
                    by[item].append(f"{name} {order['orderId']}")
    reserved = collections.Counter()
    for level in world.records("Stock.List", "level"):
        if level["warehouse"] in own and level["committed"]:
            reserved[level["item"]] += level["committed"]
    wrong = [f"{item}: {reserved[item]} instead of {asked[item]} for {by[item]}"
             for item in sorted(asked | reserved) if asked[item] != reserved[item]]
    check(not wrong, "what is reserved is not what orders ask for: " + "; ".join(wrong))


def compare(world):
    """Everything, when all is at rest. Returns how much was compared, for people."""
    stands = {each["name"]: each for each in world.call("Service.GetStatus")["integrations"]}
    check(stands.keys() == world.markets.keys(), f"connected are {sorted(stands)}")
    all_sold, all_listed, pushes = {}, {}, 0
    for name, market in world.markets.items():
        sold = {order["orderId"]: order for order in market.ask("GET", "orders")}
        listed = {listing["sku"]: listing for listing in market.ask("GET", "listings")}
        all_sold[name], all_listed[name] = sold, listed
        compare_orders(world, name, sold)
        compare_totals(stands[name], sold, listed)
        compare_listings(world, name, listed)
        pushes += compare_pushes(world, name, listed)
    compare_reservations(world, all_sold, all_listed)
    found = world.call("Stock.Verify")
    check(not found.get("differences"), f"the ledger does not add up: {found}")
    return {"orders": sum(map(len, all_sold.values())), "listings": sum(map(len, all_listed.values())),
            "quantities shown": pushes, "ledger entries": found["entries"]}
