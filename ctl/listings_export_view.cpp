// `sellerctl listings export`: which item each listing sells, as CSV.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <map>
#include <system_error>

#include "common/api/items.h"
#include "common/csv.h"
#include "ctl/integration_names.h"
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

Error unwritable(ErrorCode code, const std::string& path) {
  return make_error(code, "cannot write " + path + ": " + system_reason(errno), "FILE");
}

Error exists(const std::string& path) {
  return make_error(ErrorCode::invalid_argument, path + " exists", "FILE", "add --force");
}

Result<void> write_all(int descriptor, const std::string& path, std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      const auto error = unwritable(ErrorCode::storage, path);
      ::close(descriptor);
      return error;
    }
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::close(descriptor) == 0 ? Result<void>() : Result<void>(unwritable(ErrorCode::storage, path));
}

// Half an export must not pass for a whole one, nor cost the one before: a new file goes again after a
// failure, and one that is there is replaced only by a whole one. What is no file (a pipe, a terminal) is
// written as it is.
Result<void> write_file(const std::string& path, std::string_view text, bool force) {
  std::error_code ignored;
  const auto kind = std::filesystem::status(path, ignored).type();
  const bool replaces = force && kind == std::filesystem::file_type::regular;
  const std::string target = replaces ? path + ".part" : path;
  const bool is_new = replaces || !force || kind == std::filesystem::file_type::not_found;
  const int descriptor =
      ::open(target.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | (force ? O_TRUNC : O_EXCL), 0666);
  if (descriptor < 0) return errno == EEXIST ? exists(path) : unwritable(ErrorCode::invalid_argument, target);
  auto written = write_all(descriptor, target, text);
  if (written && replaces && std::rename(target.c_str(), path.c_str()) != 0)
    written = unwritable(ErrorCode::storage, path);
  if (!written && is_new) ::unlink(target.c_str());
  return written;
}

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

Result<void> deliver(Session& session, const ExportOptions& options, const Export& made) {
  if (!options.file || *options.file == "-") return session.print(made.text);
  if (auto written = write_file(*options.file, made.text, options.force); !written) return written;
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
  // Before the daemon is asked for everything; opening the file checks it again.
  if (struct stat facts{}; options->file && *options->file != "-" && !options->force &&
                           ::stat(options->file->c_str(), &facts) == 0) {
    return exists(*options->file);
  }
  const auto made = make_export(session, options->integration);
  if (!made) return made.error();
  if (auto delivered = deliver(session, *options, *made); !delivered) return delivered.error();
  if (made->left_out > 0) {
    session.io.err << "sellerctl: left out: " << count_of(made->left_out, "listing")
                   << " of accounts that are not connected\n";
  }
  return ExitCode::ok;
}

}  // namespace sellerd::ctl
