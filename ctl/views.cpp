#include "ctl/views.h"

#include <array>

#include "common/api/sync.h"
#include "ctl/default_view.h"
#include "ctl/view_options.h"

namespace sellerd::ctl {
namespace {

constexpr std::array kViews = {
    HandMade{.words = "status", .view = &status_view},
    HandMade{.words = "watch", .view = &watch_view, .examples = "sellerctl watch\nsellerctl watch --json\n"},
    HandMade{.words = "metrics", .view = &metrics_view, .examples = "sellerctl metrics\n"},
    HandMade{.words = "connect",
             .view = &connect_view,
             .examples = "sellerctl connect amazon-in --seller-id A1B2C3D4E5 --credentials-file lwa.json\n"
                         "pass show amazon/lwa | sellerctl connect amazon-in --seller-id A1B2C3D4E5 "
                         "--credentials-file -\n"},
    HandMade{.words = "doctor", .view = &doctor_view, .examples = "sellerctl doctor\n"},
    HandMade{.words = "erase", .view = &default_view, .examples = "sellerctl erase amazon-in --yes\n"},
    HandMade{.words = "forget",
             .view = &default_view,
             .examples = "sellerctl forget 402-1234567-1234567\nsellerctl forget buyer-17\n"},
    HandMade{.words = "reauthorize",
             .view = &default_view,
             .examples = "sellerctl reauthorize amazon-in --credentials-file lwa.json\n"},
    HandMade{.words = "sync",
             .view = &sync_view,
             .extras = &shape_of<SyncExtras>,
             .examples = "sellerctl sync\n"
                         "sellerctl sync orders --from 2026-10-01 --to 2026-10-15\n"
                         "sellerctl sync orders --integration amazon-in --only --no-wait\n"
                         "sellerctl sync orders --from 2026-10-01 --dry-run\n"},
    HandMade{.words = "resync",
             .view = &sync_view,
             .extras = &shape_of<SyncExtras>,
             .examples = "sellerctl resync 7\nsellerctl resync 7 --dry-run\n"},
    HandMade{.words = "plan",
             .view = &default_view,
             .examples = "sellerctl plan\nsellerctl plan --from 2026-04-01\nsellerctl plan --full --json\n"},
    HandMade{.words = "history summary",
             .view = &default_view,
             .examples = "sellerctl history summary --days 7\n"},
    HandMade{.words = "history show",
             .view = &history_view,
             .request = &shape_of<api::ListRunRecords::Request>,
             .doc = "Shows one run and what became of each of its records.",
             .examples = "sellerctl history show 7 --outcome failed\n"},
    HandMade{.words = "orders show",
             .view = &order_view,
             .examples = "sellerctl orders show 402-1234567-1234567\n"},
    HandMade{
        .words = "orders",
        .view = &default_view,
        .examples = "sellerctl orders --status confirmed --from 2026-08-01\nsellerctl orders --frozen\n"},
    HandMade{.words = "stock import",
             .view = &stock_import_view,
             .request = &shape_of<ImportOptions>,
             .doc = "Books a count sheet: a CSV file with the columns sku and found, and, where wanted, "
                    "warehouse, reason and reference. Each row is a stock count.",
             .examples = "sellerctl stock import count.csv --dry-run\nsellerctl stock import count.csv\n"},
    HandMade{.words = "stock rule",
             .view = &default_view,
             .examples = "sellerctl stock rule amazon-in\n"
                         "sellerctl stock rule amazon-in --buffer 1 --push yes\n"
                         "sellerctl stock rule amazon-in --listing KURTA-M --cap 5\n"},
    HandMade{.words = "listings export",
             .view = &listings_export_view,
             .request = &shape_of<ExportOptions>,
             .doc = "Writes which item each listing sells as CSV, for a spreadsheet and listings import.",
             .examples = "sellerctl listings export links.csv\n"},
    HandMade{.words = "listings import",
             .view = &listings_import_view,
             .request = &shape_of<ImportOptions>,
             .doc =
                 "Links listings to items after a CSV file with the columns integration, listing and item, "
                 "such as listings export writes. Only what differs is changed; an empty item unlinks.",
             .examples = "sellerctl listings import links.csv --dry-run\n"},
    HandMade{
        .words = "export",
        .view = &export_view,
        .request = &shape_of<BooksExportOptions>,
        .doc = "Writes the books into a new directory: orders and their lines, items, listings and what they "
               "sell, customers, warehouses, stock, shipments and the ledger, a file each. No personal "
               "data is in it.",
        .examples = "sellerctl export books-2026-11\nsellerctl export all --format json\n"},
    HandMade{.words = "report",
             .view = &report_view,
             .request = &shape_of<ReportOptions>,
             .doc = "Writes a page for a browser: syncs, orders, stock, quota and GST of some days, as "
                    "charts with their tables. It loads nothing and holds no personal data.",
             .examples =
                 "sellerctl report --output report.html\n"
                 "sellerctl report --from 2026-10-01 --to 2026-10-31 --output october.html --force\n"},
    HandMade{.words = "orders summary",
             .view = &default_view,
             .examples = "sellerctl orders summary\n"
                         "sellerctl orders summary --from 2026-10-01 --to 2026-10-31 --json\n"},
    HandMade{.words = "why",
             .view = &why_view,
             .examples = "sellerctl why KURTA-M\nsellerctl why 402-1234567-1234567\n"},
    HandMade{.words = "organisation set",
             .view = &default_view,
             .examples = "sellerctl organisation set --gstin 27AAPFU0939F1ZV --currency INR\n"
                         "sellerctl organisation set --state Karnataka\n"},
    HandMade{.words = "orders edit",
             .view = &order_tax_view,
             .examples = "sellerctl orders edit 402-1234567-1234567 --tax 18 --dry-run\n"
                         "sellerctl orders edit 402-1234567-1234567 --tax 18 --tax KURTA-M=5\n"
                         "sellerctl orders edit 402-1234567-1234567 --undo\n"},
    HandMade{.words = "customers",
             .view = &default_view,
             .examples = "sellerctl customers --integration amazon-in\n"
                         "sellerctl customers --treatment business_gst\n"},
    HandMade{.words = "customers set",
             .view = &default_view,
             .examples = "sellerctl customers set gstin-27AAPFU0939F1ZV --treatment business_sez\n"},
    HandMade{.words = "orders place",
             .view = &order_tax_view,
             .examples = "sellerctl orders --unresolved\n"
                         "sellerctl orders place 402-1234567-1234567 --state Karnataka\n"
                         "sellerctl orders place 402-1234567-1234567 --clear\n"},
    HandMade{
        .words = "gst import",
        .view = &gst_import_view,
        .request = &shape_of<TaxImportOptions>,
        .doc = "Takes a merchant tax report of Amazon.in (MTR, for consumers or businesses): a CSV file. Its "
               "rates and its split of the tax become those of the orders; where it and the books disagree "
               "is listed. Importing a file again changes nothing.",
        .examples = "sellerctl gst import MTR_B2C-OCTOBER-2026.csv --dry-run\n"
                    "sellerctl gst import MTR_B2C-OCTOBER-2026.csv\n"},
    HandMade{.words = "gst fetch",
             .view = &sync_view,
             .extras = &shape_of<SyncExtras>,
             .examples = "sellerctl gst fetch --month 2026-10\n"
                         "sellerctl gst fetch --month 2026-10 --integration amazon-in --dry-run\n"},
    HandMade{.words = "gst summary",
             .view = &gst_view,
             .extras = &shape_of<CsvExtras>,
             .examples = "sellerctl gst summary --month 2026-10\n"
                         "sellerctl gst summary --month 2026-10 --csv > gstr1.csv\n"},
    HandMade{.words = "gst entries",
             .view = &gst_view,
             .extras = &shape_of<CsvExtras>,
             .examples = "sellerctl gst entries --month 2026-10 --section set_aside\n"
                         "sellerctl gst entries --month 2026-10 --section b2c_small --place Kerala --csv\n"},
    HandMade{.words = "gst differences",
             .view = &default_view,
             .examples = "sellerctl gst differences --month 2026-10\n"},
    HandMade{.words = "orders pull",
             .view = &sync_view,
             .extras = &shape_of<SyncExtras>,
             .examples = "sellerctl orders pull 402-1234567-1234567\n"},
    HandMade{.words = "backup create",
             .view = &backup_create_view,
             .examples = "sellerctl backup create --keep 7\n"},
    HandMade{.words = "backup verify",
             .view = &backup_verify_view,
             .examples = "sellerctl backup verify\nsellerctl backup verify 3\n"},
    HandMade{.words = "backup restore",
             .view = &backup_restore_view,
             .examples = "sellerctl backup list\nsellerctl backup restore 3\n"},
    HandMade{.words = "call",
             .view = &call_view,
             .request = &shape_of<CallOptions>,
             .doc = "Calls a method of the daemon by its full name and prints its replies as JSON.",
             .examples = "sellerctl call org.sellerd.Service.GetStatus\n"
                         "sellerctl call org.sellerd.Orders.List '{\"limit\": 3}' --more\n"},
    HandMade{.words = "introspect",
             .view = &introspect_view,
             .request = &shape_of<IntrospectOptions>,
             .doc = "Lists the daemon's interfaces, or prints the text of one.",
             .examples = "sellerctl introspect org.sellerd.Orders\n"},
    HandMade{.words = "completion",
             .view = &completion_view,
             .request = &shape_of<CompletionOptions>,
             .doc = "Prints the completion of sellerctl for a shell.",
             .examples = "sellerctl completion bash > ~/.local/share/bash-completion/completions/sellerctl\n",
             .hidden = true},
};

}  // namespace

std::span<const HandMade> hand_made_views() {
  return kViews;
}

}  // namespace sellerd::ctl
