// `sellerctl listings export`: which item each listing sells, as CSV.
#include <map>

#include "common/api/items.h"
#include "common/csv.h"
#include "ctl/integration_names.h"
#include "ctl/output_file.h"
#include "ctl/text.h"
#include "ctl/typed_call.h"
#include "ctl/view_options.h"
#include "ctl/views.h"

namespace sellerd::ctl {
namespace {

struct Export {
  std::string text = csv_line({"integration", "listing", "item", "reason", "fulfilled_by", "title"});
  std::int64_t listings = 0;
  std::int64_t left_out = 0;  // of accounts that are not connected
};

using ListingKey = std::pair<std::uint32_t, std::string>;

Result<std::map<ListingKey, std::string>> read_titles(Session& session,
                                                      const std::optional<std::string>& integration) {
  std::map<ListingKey, std::string> titles;
  auto listed = each_reply<api::ListListings>(
      session, {.integration = integration}, [&](api::ListListings::Reply reply) {
        auto& listing = reply.listing;
        titles.emplace(ListingKey{listing.integration, std::move(listing.sku)}, std::move(listing.title));
      });
  if (!listed) return listed.error();
  return titles;
}

Result<Export> make_export(Session& session, const std::optional<std::string>& integration) {
  const auto names = integration_names(session);
  if (!names) return names.error();
  const auto titles = read_titles(session, integration);
  if (!titles) return titles.error();
  Export made;
  auto listed = each_reply<api::ListLinks>(
      session, {.integration = integration}, [&](const api::ListLinks::Reply& reply) {
        const auto& link = reply.link;
        const auto name = names->find(link.integration);
        if (name == names->end()) {
          ++made.left_out;
          return;
        }
        const auto title = titles->find({link.integration, link.sku});
        made.text += csv_line({name->second, link.sku, link.item, std::string(enum_name(link.reason)),
                               link.fulfilled_by, title == titles->end() ? "" : title->second});
        ++made.listings;
      });
  if (!listed) return listed.error();
  return made;
}

Result<void> deliver(Session& session, const OutputFile& file, const ExportOptions& options,
                     const Export& made) {
  if (file.is_standard_output()) return session.print(made.text);
  if (auto written = file.write(made.text); !written) return written;
  return session.print("Wrote " + count_of(made.listings, "listing") + " to " + clean(*options.file) + ".\n");
}

}  // namespace

Result<ExitCode> listings_export_view(const Invocation& invocation, Session& session) {
  const auto options = from_json<ExportOptions>(invocation.parameters, Strictness::strict);
  if (!options) return options.error();
  if (session.json) {
    return make_error(ErrorCode::invalid_argument, "an export is CSV", "--json",
                      "sellerctl listings links --json");
  }
  const OutputFile file(options->file, options->force, "FILE");
  // Before the daemon is asked for everything; writing checks it again.
  if (auto free = file.check(); !free) return free.error();
  const auto made = make_export(session, options->integration);
  if (!made) return made.error();
  if (auto delivered = deliver(session, file, *options, *made); !delivered) return delivered.error();
  if (made->left_out > 0) {
    session.io.err << "sellerctl: left out: " << count_of(made->left_out, "listing")
                   << " of accounts that are not connected\n";
  }
  return ExitCode::ok;
}

}  // namespace sellerd::ctl
