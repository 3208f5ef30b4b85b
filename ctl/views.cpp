#include "ctl/views.h"

#include <array>

#include "common/api/sync.h"
#include "ctl/view_options.h"

namespace sellerd::ctl {
namespace {

constexpr std::array kViews = {
    HandMade{.words = "status", .view = &status_view},
    HandMade{.words = "watch", .view = &watch_view},
    HandMade{.words = "metrics", .view = &metrics_view},
    HandMade{.words = "connect",
             .view = &connect_view,
             .doc = "Connects an account of a marketplace: verifies the credentials, stores them sealed, "
                    "starts the first items and orders runs. On a terminal it asks for what is left out and "
                    "says where it stands.",
             .asks = Asks::everything},
    HandMade{.words = "doctor", .view = &doctor_view},
    HandMade{.words = "reauthorize",
             .view = &connect_view,
             .doc = "Replaces the credentials of an integration once the marketplace has accepted them, "
                    "without a restart. On a terminal it asks for them.",
             .asks = Asks::secrets},
    HandMade{.words = "sync", .view = &sync_view, .extras = &shape_of<SyncExtras>},
    HandMade{.words = "resync", .view = &sync_view, .extras = &shape_of<SyncExtras>},
    HandMade{.words = "history show",
             .view = &history_view,
             .request = &shape_of<api::ListRunRecords::Request>,
             .doc = "Shows one run and what became of each of its records."},
    HandMade{.words = "orders show", .view = &order_view},
    HandMade{.words = "stock import",
             .view = &stock_import_view,
             .request = &shape_of<ImportOptions>,
             .doc = "Books a count sheet: a CSV file with the columns sku and found, and, where wanted, "
                    "warehouse, reason and reference. Each row is a stock count."},
    HandMade{.words = "listings export",
             .view = &listings_export_view,
             .request = &shape_of<ExportOptions>,
             .doc = "Writes which item each listing sells as CSV, for a spreadsheet and listings import."},
    HandMade{.words = "listings import",
             .view = &listings_import_view,
             .request = &shape_of<ImportOptions>,
             .doc =
                 "Links listings to items after a CSV file with the columns integration, listing and item, "
                 "such as listings export writes. Only what differs is changed; an empty item unlinks."},
    HandMade{
        .words = "export",
        .view = &export_view,
        .request = &shape_of<BooksExportOptions>,
        .doc = "Writes the books into a new directory: orders and their lines, items, listings and what they "
               "sell, customers, warehouses, stock, shipments and the ledger, a file each. No personal "
               "data is in it."},
    HandMade{.words = "report",
             .view = &report_view,
             .request = &shape_of<ReportOptions>,
             .doc = "Writes a page for a browser: syncs, orders, stock, quota and GST of some days, as "
                    "charts with their tables. It loads nothing and holds no personal data."},
    HandMade{.words = "why", .view = &why_view},
    HandMade{.words = "orders edit", .view = &order_tax_view},
    HandMade{.words = "orders place", .view = &order_tax_view},
    HandMade{
        .words = "gst import",
        .view = &gst_import_view,
        .request = &shape_of<TaxImportOptions>,
        .doc = "Takes a merchant tax report of Amazon.in (MTR, for consumers or businesses): a CSV file. Its "
               "rates and its split of the tax become those of the orders; where it and the books disagree "
               "is listed. Importing a file again changes nothing."},
    HandMade{.words = "gst fetch", .view = &sync_view, .extras = &shape_of<SyncExtras>},
    HandMade{.words = "gst summary", .view = &gst_view, .extras = &shape_of<CsvExtras>},
    HandMade{.words = "gst entries", .view = &gst_view, .extras = &shape_of<CsvExtras>},
    HandMade{.words = "orders pull", .view = &sync_view, .extras = &shape_of<SyncExtras>},
    HandMade{.words = "backup create", .view = &backup_create_view},
    HandMade{.words = "backup verify", .view = &backup_verify_view},
    HandMade{.words = "backup restore", .view = &backup_restore_view},
    HandMade{.words = "call",
             .view = &call_view,
             .request = &shape_of<CallOptions>,
             .doc = "Calls a method of the daemon by its full name and prints its replies as JSON."},
    HandMade{.words = "introspect",
             .view = &introspect_view,
             .request = &shape_of<IntrospectOptions>,
             .doc = "Lists the daemon's interfaces, or prints the text of one."},
    HandMade{.words = "completion",
             .view = &completion_view,
             .request = &shape_of<CompletionOptions>,
             .doc = "Prints the completion of sellerctl for a shell.",
             .hidden = true},
};

}  // namespace

std::span<const HandMade> hand_made_views() {
  return kViews;
}

}  // namespace sellerd::ctl
