#include <sys/xattr.h>
#include <unistd.h>

#include <array>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <random>

#include "daemon/store/archive.h"
#include "daemon/store/rocks.h"
#include "daemon/store/store.h"
#include "daemon/store/vault.h"
#include "tests/support/temporary_directory.h"

using namespace sellerd;
using namespace sellerd::store;

namespace {

Order sample() {
  Order order;
  order.integration = 1;
  order.order_id = "408-1";
  order.channel_status = "UNSHIPPED";
  order.created = *parse_time("2026-08-05T04:31:10Z");
  order.total = *Money::parse("590.00", "INR");
  order.programs = {"PRIME", "AMAZON_EASY_SHIP"};
  order.lines.resize(2);
  order.lines[1].sku = "SET397-KR-NP  -M";
  return order;
}

// A record as a later version may have it.
struct Grown {
  std::string old_field = "unset";
  std::string new_field = "default";
  static constexpr std::string_view kTypeName = "Grown";
  static constexpr auto fields() {
    using Self = Grown;
    return Fields{SELLERD_FIELD(old_field, "Since the beginning."),
                  SELLERD_FIELD(new_field, "Later.", .since = 2)};
  }
};

Store open(const TemporaryDirectory& directory) {
  auto engine = open_rocks({.directory = directory.path() / "books"});
  BOOST_REQUIRE_MESSAGE(engine.has_value(), (engine ? "" : engine.error().text()));
  return Store(std::move(*engine));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(store_keys)

BOOST_AUTO_TEST_CASE(key_order_is_the_order_of_the_parts) {
  using Parts = std::tuple<std::uint32_t, std::string, Timestamp>;
  std::mt19937_64 random(7);
  std::vector<Parts> all;
  for (int i = 0; i < 400; ++i) {
    std::string text;
    for (auto length = random() % 4; length > 0; --length)
      text += static_cast<char>(random() % 3 == 0 ? 0 : random());
    all.emplace_back(static_cast<std::uint32_t>(random() % 3), text,
                     Timestamp(Duration(static_cast<std::int64_t>(random() % 5) - 2)));
  }
  const auto key = [](const Parts& parts) {
    return std::apply([](const auto&... p) { return make_key(p...); }, parts);
  };
  for (const auto& left : all) {
    const auto back = read_key<std::uint32_t, std::string, Timestamp>(key(left));
    BOOST_REQUIRE(back.has_value());
    BOOST_REQUIRE((*back == left));
    for (const auto& right : all) {
      // std::string compares bytes as unsigned, and so does the engine.
      BOOST_REQUIRE((left < right) == (key(left) < key(right)));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_prefix_ends_before_the_next_key) {
  BOOST_TEST(prefix_end("a") == "b");
  BOOST_TEST(prefix_end(std::string("a\xff", 2)) == "b");
  BOOST_TEST(prefix_end("\xff\xff") == "");
  const auto range = all_under(std::uint32_t{1});
  BOOST_TEST(range.from < make_key(std::uint32_t{1}, std::string("zzz")));
  BOOST_TEST((make_key(std::uint32_t{1}, std::string("\xff\xff")) < range.to));
  BOOST_TEST(make_key(std::uint32_t{2}) >= range.to);
}

BOOST_AUTO_TEST_CASE(broken_keys_are_errors) {
  for (const std::string& bytes :
       {std::string(), std::string("abc"), std::string("\0\0\0\1abc", 7), std::string("\0\0\0\1abc\0", 8),
        std::string("\0\0\0\1a\0\2", 7), std::string("\0\0\0\1a\0\1x", 8)}) {
    const bool bad = !read_key<std::uint32_t, std::string>(bytes).has_value();
    BOOST_TEST(bad, printable_key(bytes));
  }
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(store_records)

BOOST_AUTO_TEST_CASE(a_record_survives_the_round_trip) {
  const auto value = encode_record("key", sample());
  BOOST_TEST((*decode_record<Order>("key", value) == sample()));
}

BOOST_AUTO_TEST_CASE(every_flipped_bit_and_every_truncation_is_noticed) {
  const auto value = encode_record("key", sample());
  for (std::size_t bit = 0; bit < value.size() * 8; ++bit) {
    auto damaged = value;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << bit % 8));
    const auto read = decode_record<Order>("key", damaged);
    BOOST_REQUIRE(!read.has_value());
    BOOST_REQUIRE(read.error().field == "key");
  }
  for (std::size_t length = 0; length < value.size(); ++length) {
    BOOST_REQUIRE(!decode_record<Order>("key", value.substr(0, length)).has_value());
  }
  BOOST_TEST(!decode_record<Order>("another key", value).has_value());
}

BOOST_AUTO_TEST_CASE(hostile_sizes_allocate_nothing) {
  // A string that claims 2^62 bytes, a vector that claims 2^40 elements: refused by what is left, at once.
  for (const std::string& bytes : {std::string("\xff\xff\xff\xff\xff\xff\xff\xff\x3f", 9),
                                   std::string("\x80\x80\x80\x80\x80\x40", 6), std::string(12, '\xff')}) {
    RecordInput text(bytes, kRecordVersion);
    std::string target;
    BOOST_CHECK_THROW(text(target), cereal::Exception);
    RecordInput list(bytes, kRecordVersion);
    std::vector<Order> orders;
    BOOST_CHECK_THROW(list(orders), cereal::Exception);
  }
}

BOOST_AUTO_TEST_CASE(a_field_of_the_future_keeps_its_default) {
  std::string bytes;
  RecordOutput output(bytes);
  output(std::string("kept"));
  Grown grown;
  RecordInput(bytes, 1)(grown);
  BOOST_TEST(grown.old_field == "kept");
  BOOST_TEST(grown.new_field == "default");
  BOOST_CHECK_THROW(RecordInput(bytes, 2)(grown), cereal::Exception);
}

BOOST_AUTO_TEST_CASE(records_of_a_newer_program_are_told_apart) {
  auto value = encode_record("key", Counter{7});
  value[1] = 99;
  // The checksum covers the version, so a newer program's record is made by fixing the sum.
  value.resize(value.size() - 4);
  const auto read = decode_record<Counter>("key", value + std::string(4, '\0'));
  BOOST_TEST((read.error().code == ErrorCode::corrupt));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(store_engine)

BOOST_AUTO_TEST_CASE(what_was_committed_is_there_after_opening_again) {
  TemporaryDirectory directory;
  {
    auto store = open(directory);
    BOOST_REQUIRE(store.prepare().has_value());
    Batch batch;
    batch.put(kOrders, sample(), 1u, "408-1");
    batch.put(kOrdersByTime, {}, sample().created, 1u, "408-1");
    BOOST_REQUIRE(store.commit(batch).has_value());
    BOOST_TEST(*store.next_number("run", batch) == 1u);
  }
  auto store = open(directory);
  BOOST_REQUIRE(store.prepare().has_value());
  BOOST_TEST((**store.get(kOrders, 1u, "408-1") == sample()));
  BOOST_TEST(!store.get(kOrders, 1u, "408-2")->has_value());
  BOOST_TEST(!store.get(kOrders, 2u, "408-1")->has_value());
}

BOOST_AUTO_TEST_CASE(what_could_not_be_read_again_is_not_written) {
  const TemporaryDirectory directory;
  auto store = open(directory);
  auto large = sample();
  large.extra = std::string(kMaximumRecord, 'x');
  Batch batch;
  batch.put(kOrders, sample(), 1u, std::string("408-1"));
  batch.put(kOrders, large, 1u, std::string("408-2"));
  const auto refused = store.commit(batch);
  BOOST_REQUIRE(!refused);
  BOOST_TEST((refused.error().code == ErrorCode::refused));
  BOOST_TEST(refused.error().message.find("too long to be stored") != std::string::npos);
  BOOST_TEST(!store.get(kOrders, 1u, std::string("408-1")).value().has_value());
}

BOOST_AUTO_TEST_CASE(scans_go_both_ways_and_stop_when_told) {
  TemporaryDirectory directory;
  auto store = open(directory);
  Batch batch;
  for (std::uint64_t id = 1; id <= 5; ++id) batch.put(kRuns, Run{.id = id}, id, 1u);
  BOOST_REQUIRE(store.commit(batch).has_value());
  std::vector<std::uint64_t> seen;
  const auto visit = [&](const Run& run, std::string_view) {
    seen.push_back(run.id);
    return seen.size() < 3;
  };
  BOOST_REQUIRE(store.scan(kRuns, {}, Direction::backward, visit).has_value());
  BOOST_TEST(seen == (std::vector<std::uint64_t>{5, 4, 3}));
  seen.clear();
  BOOST_REQUIRE(
      store.scan(kRuns, {make_key(std::uint64_t{2}), make_key(std::uint64_t{4})}, Direction::forward, visit)
          .has_value());
  BOOST_TEST(seen == (std::vector<std::uint64_t>{2, 3}));
}

BOOST_AUTO_TEST_CASE(a_second_opening_is_refused) {
  TemporaryDirectory directory;
  auto store = open(directory);
  const auto second = open_rocks({.directory = directory.path() / "books"});
  BOOST_REQUIRE(!second.has_value());
  BOOST_TEST((second.error().code == ErrorCode::storage));
}

BOOST_AUTO_TEST_CASE(a_newer_schema_is_refused) {
  TemporaryDirectory directory;
  auto store = open(directory);
  Batch batch;
  batch.put(kCounters, Counter{99}, "schema version");
  BOOST_REQUIRE(store.commit(batch).has_value());
  const auto prepared = store.prepare();
  BOOST_REQUIRE(!prepared.has_value());
  BOOST_TEST((prepared.error().code == ErrorCode::conflict));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(store_vault)

BOOST_AUTO_TEST_CASE(sealed_bytes_open_only_whole_and_in_their_place) {
  const Vault vault({1, 2, 3});
  const auto sealed = *vault.seal("refresh token", "record 1");
  BOOST_TEST(sealed.find("refresh") == std::string::npos);
  BOOST_TEST(*vault.open(sealed, "record 1") == "refresh token");
  BOOST_TEST(!vault.open(sealed, "record 2").has_value());
  BOOST_TEST(!Vault({1, 2, 4}).open(sealed, "record 1").has_value());
  for (std::size_t byte = 0; byte < sealed.size(); ++byte) {
    auto damaged = sealed;
    damaged[byte] = static_cast<char>(damaged[byte] ^ 1);
    BOOST_REQUIRE(!vault.open(damaged, "record 1").has_value());
    BOOST_REQUIRE(!vault.open(sealed.substr(0, byte), "record 1").has_value());
  }
  BOOST_TEST((*vault.seal("x", "r") != *vault.seal("x", "r")));
}

BOOST_AUTO_TEST_CASE(the_key_file_is_made_once_and_guarded) {
  TemporaryDirectory directory;
  const auto file = directory.path() / "master.key";
  BOOST_TEST(!load_vault(file, false).has_value());
  const auto first = load_vault(file, true);
  BOOST_REQUIRE(first.has_value());
  const auto sealed = *first->seal("secret", "r");
  BOOST_TEST(*load_vault(file, true)->open(sealed, "r") == "secret");
  std::filesystem::permissions(file, std::filesystem::perms::group_read, std::filesystem::perm_options::add);
  BOOST_TEST((load_vault(file, true).error().code == ErrorCode::not_permitted));
  std::filesystem::permissions(file, std::filesystem::perms::owner_all);
  std::ofstream(file) << "short";
  BOOST_TEST(!load_vault(file, true).has_value());
}

// The service manager opens credentials to one user by an access control list, and the mode then shows its
// mask.
BOOST_AUTO_TEST_CASE(a_key_may_be_opened_to_the_daemon_by_an_access_list) {
  TemporaryDirectory directory;
  const auto file = directory.path() / "master.key";
  BOOST_REQUIRE(load_vault(file, true).has_value());
  struct Entry {
    std::uint16_t who, rights;
    std::uint32_t user;
  };
  constexpr std::uint32_t nobody_named = 0xffffffff;
  const auto set_list = [&](std::uint32_t user, std::uint16_t group_rights) {
    const std::array<Entry, 5> entries = {{{0x01, 4, nobody_named},
                                           {0x02, 4, user},
                                           {0x04, group_rights, nobody_named},
                                           {0x10, 4, nobody_named},
                                           {0x20, 0, nobody_named}}};
    const std::uint32_t version = 2;
    std::string list(reinterpret_cast<const char*>(&version), sizeof version);
    list.append(reinterpret_cast<const char*>(entries.data()), sizeof entries);
    return ::setxattr(file.c_str(), "system.posix_acl_access", list.data(), list.size(), 0) == 0;
  };
  if (!set_list(::geteuid(), 0)) {
    BOOST_TEST_MESSAGE("the file system knows no access control lists");
    return;
  }
  using std::filesystem::perms;
  BOOST_TEST(((std::filesystem::status(file).permissions() & perms::group_read) != perms::none));
  BOOST_TEST(load_vault(file, false).has_value());
  BOOST_REQUIRE(set_list(::geteuid() + 1, 0));
  BOOST_TEST((load_vault(file, false).error().code == ErrorCode::not_permitted));
  BOOST_REQUIRE(set_list(::geteuid(), 4));
  BOOST_TEST((load_vault(file, false).error().code == ErrorCode::not_permitted));
}

BOOST_AUTO_TEST_SUITE_END()
