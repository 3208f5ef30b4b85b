#include "daemon/offline.h"

#include <array>
#include <optional>
#include <system_error>

#include "daemon/data_directory.h"
#include "daemon/store/key_ring.h"
#include "daemon/store/places.h"
#include "daemon/store/rocks.h"
#include "daemon/store/store.h"

namespace sellerd {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kShownOfTable = 5;

// Books that are there; none are made.
Result<store::Store> open_books(const DataDirectory& directory) {
  const auto books = store::books_of(directory.path());
  std::error_code failure;
  if (!fs::exists(books, failure))
    return make_error(ErrorCode::storage, "there are no books", books.string());
  auto engine = store::open_rocks({.directory = books});
  if (!engine) return engine.error();
  return store::Store(std::move(*engine));
}

Result<std::size_t> seal_credentials_again(store::Store& store, const store::Vault& from,
                                           const store::Vault& to) {
  store::Batch batch;
  std::size_t count = 0;
  const auto numbers = store.list_keys(store::kCredentials, store::under(store::kCredentials));
  if (!numbers) return numbers.error();
  for (const auto& [number] : *numbers) {
    const auto held = store.get(store::kCredentials, number);
    if (!held) return held.error();
    auto again = store::seal_again((*held)->bytes, store::kCredentials.key(number), from, to);
    if (!again) return within(store::kCredentials.name, again.error());
    batch.put(store::kCredentials, {std::move(*again)}, number);
    ++count;
  }
  if (auto committed = store.commit(batch); !committed) return committed.error();
  return count;
}

// What a check of one table after the other has found.
class Check {
 public:
  Check(const store::Store& store, std::ostream& out) : store_(store), out_(out) {}

  // `kind`: of the tables that share the family of checkpoints.
  template <class Record, class... Parts>
  void look_at(const store::Table<Record, Parts...>& table, std::optional<store::CursorKind> kind = {}) {
    std::int64_t records = 0;
    std::int64_t damaged = 0;
    const auto scanned =
        store_.engine().scan(table.family, store::under(table), store::Direction::forward,
                             [&](std::string_view key, std::string_view value) -> Result<bool> {
                               if (!is_of(table, key, kind)) return true;
                               ++records;
                               const auto decoded = store::decode_record<Record>(key, value);
                               if (!decoded && ++damaged <= kShownOfTable)
                                 complain(table.name, decoded.error());
                               return true;
                             });
    if (!scanned) {
      complain(table.name, scanned.error());
      ++damaged;
    }
    damaged_ += damaged;
    known_[static_cast<std::size_t>(table.family)] += records;
    if (records == 0 && damaged == 0) return;
    out_ << table.name << ": " << records << (records == 1 ? " record" : " records");
    if (damaged > 0) out_ << ", " << damaged << " DAMAGED";
    out_ << "\n";
  }

  // After all tables: keys that none of them has.
  void look_for_strangers() {
    for (std::size_t family = 0; family < store::kFamilyNames.size(); ++family) {
      std::int64_t keys = 0;
      const auto scanned =
          store_.engine().scan(static_cast<store::Family>(family), {}, store::Direction::forward,
                               [&keys](std::string_view, std::string_view) -> Result<bool> {
                                 ++keys;
                                 return true;
                               });
      if (!scanned || keys == known_[family]) continue;  // a scan that fails was told above
      found(
          store::kFamilyNames[family],
          make_error(ErrorCode::corrupt, std::to_string(keys - known_[family]) + " keys belong to no table"));
    }
  }

  void complain(std::string_view where, const Error& error) {
    out_ << "DAMAGED " << within(where, error).text() << "\n";
  }

  void look_at_sealed(const DataDirectory& directory, const store::Vault& master) {
    const auto ring = store::KeyRing::open(store::key_ring_of(directory.path()), master);
    if (!ring) found("key ring", ring.error());
    const auto numbers = store_.list_keys(store::kCredentials, store::under(store::kCredentials));
    if (!numbers) return found("credentials", numbers.error());
    for (const auto& [number] : *numbers) {
      const auto held = store_.get(store::kCredentials, number);
      if (!held || !*held) continue;  // told by its table
      const auto opened = master.open((*held)->bytes, store::kCredentials.key(number));
      if (!opened) found("credentials", opened.error());
    }
  }

  std::int64_t damaged() const { return damaged_; }

 private:
  template <class Record, class... Parts>
  static bool is_of(const store::Table<Record, Parts...>& table, std::string_view key,
                    std::optional<store::CursorKind> kind) {
    const auto parts = table.parse(key);
    if (!parts) return false;
    if constexpr ((std::is_same_v<Parts, store::CursorKind> || ...)) return std::get<2>(*parts) == kind;
    return true;
  }

  void found(std::string_view where, const Error& error) {
    complain(where, error);
    ++damaged_;
  }

  const store::Store& store_;
  std::ostream& out_;
  std::int64_t damaged_ = 0;
  std::array<std::int64_t, store::kFamilyNames.size()> known_{};
};

void look_at_all(Check& check) {
  using store::CursorKind;
  const auto look = [&check](const auto& table) {
    if (table.family != store::Family::checkpoints) check.look_at(table);
  };
  store::for_each_table(look);
  check.look_at(store::kCheckpoints, CursorKind::checkpoint);
  check.look_at(store::kJobCheckpoints, CursorKind::job);
  check.look_at(store::kWatermarks, CursorKind::watermark);
  check.look_at(store::kTotals, CursorKind::totals);
  check.look_at(store::kModuleStates, CursorKind::state);
  check.look_at(store::kReconcileStates, CursorKind::reconcile);
  check.look_for_strangers();
}

}  // namespace

Result<void> rotate_master_key(const Config& config, const fs::path& new_key, std::ostream& out) {
  const auto directory = DataDirectory::open(config.data_dir);
  if (!directory) return directory.error();
  const auto from = store::load_vault(config.master_key_file, false);
  if (!from) return from.error();
  const auto to = store::load_vault(new_key, true);
  if (!to) return to.error();
  auto books = open_books(*directory);
  if (!books) return books.error();
  const auto credentials = seal_credentials_again(*books, *from, *to);
  if (!credentials) return credentials.error();
  const auto keys = store::KeyRing::rewrap(store::key_ring_of(directory->path()), *from, *to);
  if (!keys) return keys.error();
  out << "Sealed under " << new_key.string() << ": the credentials of " << *credentials
      << (*credentials == 1 ? " account" : " accounts") << " and " << *keys << (*keys == 1 ? " key" : " keys")
      << " of personal data.\n";
  std::error_code failure;
  if (fs::path(config.master_key_file).parent_path() != directory->path()) {
    out << "Now put it in the place of " << config.master_key_file << ", which opens nothing any more.\n";
    return {};
  }
  fs::rename(new_key, config.master_key_file, failure);
  if (failure) {
    out << "Now move it to " << config.master_key_file << ", which opens nothing any more.\n";
    return {};
  }
  out << "It is " << config.master_key_file << " from now on. Destroy the copies of the old one.\n";
  return {};
}

Result<void> check_data(const Config& config, std::ostream& out) {
  const auto directory = DataDirectory::open(config.data_dir);
  if (!directory) return directory.error();
  const auto master = store::load_vault(config.master_key_file, false);
  if (!master) return master.error();
  auto books = open_books(*directory);
  if (!books) return books.error();
  Check check(*books, out);
  look_at_all(check);
  check.look_at_sealed(*directory, *master);
  if (check.damaged() == 0) {
    out << "Everything can be read.\n";
    return {};
  }
  return make_error(ErrorCode::corrupt, std::to_string(check.damaged()) + " damaged", config.data_dir,
                    "see \"Damaged database\" in docs/storage.md");
}

}  // namespace sellerd
