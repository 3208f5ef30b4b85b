#include "ctl/examples.h"

#include <array>

namespace sellerd::ctl {
namespace {

struct Examples {
  std::string_view words;
  std::string_view lines;
};

constexpr std::array kExamples = {
    Examples{"status",
             "sellerctl status\n"
             "sellerctl status --json\n"},
    Examples{"watch",
             "sellerctl watch\n"
             "sellerctl watch --json\n"},
    Examples{"metrics", "sellerctl metrics\n"},
    Examples{"stop-all", "sellerctl stop-all\n"},
    Examples{"resume-all", "sellerctl resume-all\n"},
    Examples{"doctor", "sellerctl doctor\n"},
    Examples{"audit", "sellerctl audit --limit 20\n"},
    Examples{
        "connect",
        "sellerctl connect\n"
        "sellerctl connect amazon-in --seller-id A1B2C3D4E5 --credentials-file lwa.json\n"
        "pass show amazon/lwa | sellerctl connect amazon-in --seller-id A1B2C3D4E5 --credentials-file -\n"},
    Examples{"integrations", "sellerctl integrations\n"},
    Examples{"show", "sellerctl show amazon-in\n"},
    Examples{"enable", "sellerctl enable amazon-in\n"},
    Examples{"disable", "sellerctl disable amazon-in\n"},
    Examples{"reauthorize",
             "sellerctl reauthorize amazon-in\n"
             "sellerctl reauthorize amazon-in --credentials-file lwa.json\n"},
    Examples{"disconnect", "sellerctl disconnect amazon-in --yes\n"},
    Examples{"erase", "sellerctl erase amazon-in --yes\n"},
    Examples{"sync",
             "sellerctl sync\n"
             "sellerctl sync orders --from 2026-10-01 --to 2026-10-15\n"
             "sellerctl sync orders --integration amazon-in --only --no-wait\n"
             "sellerctl sync orders --from 2026-10-01 --dry-run\n"},
    Examples{"resync",
             "sellerctl resync 7\n"
             "sellerctl resync 7 --dry-run\n"},
    Examples{"plan",
             "sellerctl plan\n"
             "sellerctl plan --from 2026-04-01\n"
             "sellerctl plan --full --json\n"},
    Examples{"cancel", "sellerctl cancel 7\n"},
    Examples{"history",
             "sellerctl history --limit 10\n"
             "sellerctl history --module orders --json\n"},
    Examples{"history summary", "sellerctl history summary --days 7\n"},
    Examples{"history show", "sellerctl history show 7 --outcome failed\n"},
    Examples{"quarantine",
             "sellerctl quarantine\n"
             "sellerctl quarantine --json | jq -r .payload\n"},
    Examples{"quota", "sellerctl quota --integration amazon-in\n"},
    Examples{"preferences", "sellerctl preferences\n"},
    Examples{"preferences set",
             "sellerctl preferences set --interval-minutes 60\n"
             "sellerctl preferences set --only amazon-in --order-scope confirmed\n"},
    Examples{"items",
             "sellerctl items --state unconfirmed\n"
             "sellerctl items --json | jq -r .sku\n"},
    Examples{"items add", "sellerctl items add MUG-1 --name \"Blue mug\"\n"},
    Examples{"items confirm", "sellerctl items confirm KURTA-M\n"},
    Examples{"items update", "sellerctl items update KURTA-M --name \"Kurta, medium\"\n"},
    Examples{"items delete", "sellerctl items delete OLD-1\n"},
    Examples{"items confirm-all", "sellerctl items confirm-all amazon-in\n"},
    Examples{"listings", "sellerctl listings --integration amazon-in\n"},
    Examples{"listings links", "sellerctl listings links\n"},
    Examples{"listings link", "sellerctl listings link KURTA-M-FBA KURTA-M\n"},
    Examples{"listings unlink", "sellerctl listings unlink KURTA-M-FBA\n"},
    Examples{"listings export", "sellerctl listings export links.csv\n"},
    Examples{"listings import", "sellerctl listings import links.csv --dry-run\n"},
    Examples{"stock",
             "sellerctl stock\n"
             "sellerctl stock --item KURTA-M\n"},
    Examples{"stock ledger", "sellerctl stock ledger KURTA-M\n"},
    Examples{"stock adjust", "sellerctl stock adjust KURTA-M --by=-1 --reason broken\n"},
    Examples{"stock receive", "sellerctl stock receive KURTA-M 40 --reference DN-118\n"},
    Examples{"stock count", "sellerctl stock count KURTA-M 12\n"},
    Examples{"stock transfer", "sellerctl stock transfer KURTA-M 5 --from main --to shop\n"},
    Examples{"stock return", "sellerctl stock return 402-1234567-1234567 KURTA-M 1\n"},
    Examples{"stock verify",
             "sellerctl stock verify\n"
             "sellerctl stock verify --rebuild\n"},
    Examples{"stock rule",
             "sellerctl stock rule amazon-in\n"
             "sellerctl stock rule amazon-in --buffer 1 --push yes\n"
             "sellerctl stock rule amazon-in --listing KURTA-M --cap 5\n"},
    Examples{"stock import",
             "sellerctl stock import count.csv --dry-run\n"
             "sellerctl stock import count.csv\n"},
    Examples{"pushes",
             "sellerctl pushes\n"
             "sellerctl pushes --state rejected\n"},
    Examples{"pushes retry", "sellerctl pushes retry amazon-in\n"},
    Examples{"why",
             "sellerctl why KURTA-M\n"
             "sellerctl why 402-1234567-1234567\n"},
    Examples{"warehouses", "sellerctl warehouses\n"},
    Examples{"warehouses create", "sellerctl warehouses create shop\n"},
    Examples{"warehouses primary", "sellerctl warehouses primary shop\n"},
    Examples{"warehouses map", "sellerctl warehouses map amazon-in shop\n"},
    Examples{"warehouses unmap", "sellerctl warehouses unmap amazon-in\n"},
    Examples{"orders",
             "sellerctl orders --status confirmed --from 2026-08-01\n"
             "sellerctl orders --frozen\n"},
    Examples{"orders show", "sellerctl orders show 402-1234567-1234567\n"},
    Examples{"orders summary",
             "sellerctl orders summary\n"
             "sellerctl orders summary --from 2026-10-01 --to 2026-10-31 --json\n"},
    Examples{"orders edit",
             "sellerctl orders edit 402-1234567-1234567 --tax 18 --dry-run\n"
             "sellerctl orders edit 402-1234567-1234567 --tax 18 --tax KURTA-M=5\n"
             "sellerctl orders edit 402-1234567-1234567 --undo\n"},
    Examples{"orders pull", "sellerctl orders pull 402-1234567-1234567\n"},
    Examples{"personal show", "sellerctl personal show 402-1234567-1234567\n"},
    Examples{"forget",
             "sellerctl forget 402-1234567-1234567\n"
             "sellerctl forget buyer-17\n"},
    Examples{"ship",
             "sellerctl ship 402-1234567-1234567 --carrier Delhivery --tracking 123456\n"
             "sellerctl ship 402-1234567-1234567 --carrier Delhivery --tracking 123457 --line KURTA-M=1\n"},
    Examples{"shipments", "sellerctl shipments --order-id 402-1234567-1234567\n"},
    Examples{"customers",
             "sellerctl customers --integration amazon-in\n"
             "sellerctl customers --treatment business_gst\n"},
    Examples{"customers show", "sellerctl customers show gstin-27AAPFU0939F1ZV\n"},
    Examples{"customers set", "sellerctl customers set gstin-27AAPFU0939F1ZV --treatment business_sez\n"},
    Examples{"organisation", "sellerctl organisation\n"},
    Examples{"organisation set",
             "sellerctl organisation set --gstin 27AAPFU0939F1ZV --currency INR\n"
             "sellerctl organisation set --state Karnataka\n"},
    Examples{"organisation register", "sellerctl organisation register shop 27AAPFU0939F1ZV\n"},
    Examples{"organisation unregister", "sellerctl organisation unregister shop\n"},
    Examples{"orders place",
             "sellerctl orders --unresolved\n"
             "sellerctl orders place 402-1234567-1234567 --state Karnataka\n"
             "sellerctl orders place 402-1234567-1234567 --clear\n"},
    Examples{"gst fetch",
             "sellerctl gst fetch --month 2026-10\n"
             "sellerctl gst fetch --month 2026-10 --integration amazon-in --dry-run\n"},
    Examples{"gst summary",
             "sellerctl gst summary --month 2026-10\n"
             "sellerctl gst summary --month 2026-10 --csv > gstr1.csv\n"},
    Examples{"gst entries",
             "sellerctl gst entries --month 2026-10 --section set_aside\n"
             "sellerctl gst entries --month 2026-10 --section b2c_small --place Kerala --csv\n"},
    Examples{"gst differences", "sellerctl gst differences --month 2026-10\n"},
    Examples{"gst import",
             "sellerctl gst import MTR_B2C-OCTOBER-2026.csv --dry-run\n"
             "sellerctl gst import MTR_B2C-OCTOBER-2026.csv\n"},
    Examples{"backup create", "sellerctl backup create --keep 7\n"},
    Examples{"backup list", "sellerctl backup list\n"},
    Examples{"backup verify",
             "sellerctl backup verify\n"
             "sellerctl backup verify 3\n"},
    Examples{"backup restore",
             "sellerctl backup list\n"
             "sellerctl backup restore 3\n"},
    Examples{"backup delete", "sellerctl backup delete 3\n"},
    Examples{"export",
             "sellerctl export books-2026-11\n"
             "sellerctl export all --format json\n"},
    Examples{"report",
             "sellerctl report --output report.html\n"
             "sellerctl report --from 2026-10-01 --to 2026-10-31 --output october.html --force\n"},
    Examples{"call",
             "sellerctl call org.sellerd.Service.GetStatus\n"
             "sellerctl call org.sellerd.Orders.List '{\"limit\": 3}' --more\n"},
    Examples{"introspect", "sellerctl introspect org.sellerd.Orders\n"},
    Examples{"completion",
             "sellerctl completion bash > ~/.local/share/bash-completion/completions/sellerctl\n"},
};

}  // namespace

std::string_view examples_of(std::string_view words) {
  for (const auto& each : kExamples) {
    if (each.words == words) return each.lines;
  }
  return {};
}

}  // namespace sellerd::ctl
