#include <sys/stat.h>

#include <boost/test/unit_test.hpp>
#include <fstream>

#include "daemon/store/key_ring.h"
#include "daemon/store/records.h"
#include "tests/support/program.h"
#include "tests/support/read_file.h"
#include "tests/support/temporary_directory.h"

using namespace sellerd;
using namespace sellerd::store;

namespace {

const Timestamp kMonday = *parse_time("2026-10-05T00:00:00Z");
const Timestamp kTuesday = *parse_time("2026-10-06T00:00:00Z");

struct Fixture {
  TemporaryDirectory directory;
  std::filesystem::path file = directory.path() / "keyring";
  Vault master{{1, 2, 3}};

  KeyRing open() {
    auto ring = KeyRing::open(file, master);
    BOOST_REQUIRE_MESSAGE(ring.has_value(), (ring ? "" : ring.error().text()));
    return std::move(*ring);
  }
  void write(const std::string& bytes) { std::ofstream(file, std::ios::binary) << bytes; }
};

auto of_day(Timestamp day) {
  return [day](const WrappedKey& key) { return key.bucket == day; };
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(key_ring, Fixture)

BOOST_AUTO_TEST_CASE(a_key_is_made_once_and_survives) {
  std::string sealed;
  {
    auto ring = open();
    BOOST_TEST(!std::filesystem::exists(file));
    sealed = *ring.key_for(1, kMonday)->seal("secret", "r");
    BOOST_TEST(*ring.key_for(1, kMonday)->open(sealed, "r") == "secret");
    BOOST_TEST(!ring.key_for(1, kTuesday)->open(sealed, "r").has_value());
    BOOST_TEST(!ring.key_for(2, kMonday)->open(sealed, "r").has_value());
  }
  struct stat information{};
  BOOST_REQUIRE(::stat(file.c_str(), &information) == 0);
  BOOST_TEST((information.st_mode & 07777) == 0600u);
  const auto ring = open();
  const auto key = ring.find(1, kMonday);
  BOOST_REQUIRE((key.has_value() && key->has_value()));
  BOOST_TEST(*(**key).open(sealed, "r") == "secret");
  BOOST_TEST(!ring.find(3, kMonday)->has_value());
}

BOOST_AUTO_TEST_CASE(a_destroyed_key_is_gone_for_good) {
  auto ring = open();
  const auto sealed = *ring.key_for(1, kMonday)->seal("secret", "r");
  BOOST_REQUIRE(ring.key_for(1, kTuesday).has_value());
  BOOST_TEST(ring.destroy(of_day(kMonday)).value() == 1u);
  BOOST_TEST(ring.destroy(of_day(kMonday)).value() == 0u);
  BOOST_TEST(!ring.find(1, kMonday)->has_value());
  BOOST_TEST(ring.find(1, kTuesday)->has_value());
  auto again = open();
  BOOST_TEST(!again.find(1, kMonday)->has_value());
  // The day's next key is another one.
  BOOST_TEST(!again.key_for(1, kMonday)->open(sealed, "r").has_value());
  // Nothing else lies about.
  std::size_t files = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(directory.path())) ++files;
  BOOST_TEST(files == 1u);
}

BOOST_AUTO_TEST_CASE(what_a_cut_left_behind_goes) {
  auto ring = open();
  BOOST_REQUIRE(ring.key_for(1, kMonday).has_value());
  std::filesystem::copy_file(file, file.string() + ".new");
  BOOST_TEST(open().find(1, kMonday)->has_value());
  BOOST_TEST(!std::filesystem::exists(file.string() + ".new"));
}

BOOST_AUTO_TEST_CASE(a_damaged_file_is_an_error_and_stays_as_it_is) {
  auto ring = open();
  BOOST_REQUIRE(ring.key_for(1, kMonday).has_value());
  const auto good = test::read_file(file.string());
  std::vector<std::string> bad = {"", "not a key ring", good + "x"};
  for (std::size_t byte = 0; byte < good.size(); ++byte) {
    auto flipped = good;
    flipped[byte] = static_cast<char>(flipped[byte] ^ 4);
    bad.push_back(flipped);
    bad.push_back(good.substr(0, byte));
  }
  for (const auto& bytes : bad) {
    write(bytes);
    const auto opened = KeyRing::open(file, master);
    BOOST_REQUIRE(!opened.has_value());
    BOOST_REQUIRE((opened.error().code == ErrorCode::corrupt));
    BOOST_REQUIRE(opened.error().field == file.string());
    BOOST_REQUIRE(test::read_file(file.string()) == bytes);
  }
  write(good);
  BOOST_TEST(open().find(1, kMonday)->has_value());
}

BOOST_AUTO_TEST_CASE(another_master_key_and_curious_others_are_refused) {
  auto ring = open();
  BOOST_REQUIRE(ring.key_for(1, kMonday).has_value());
  const auto before = test::read_file(file.string());
  const Vault other({9});
  BOOST_TEST((KeyRing::open(file, other).error().code == ErrorCode::corrupt));
  BOOST_TEST((test::read_file(file.string()) == before));
  std::filesystem::permissions(file, std::filesystem::perms::group_read, std::filesystem::perm_options::add);
  BOOST_TEST((KeyRing::open(file, master).error().code == ErrorCode::not_permitted));
}

// A file that could not be opened again would stop the next start.
BOOST_AUTO_TEST_CASE(a_ring_that_is_full_stays_as_it_is) {
  auto first = open();
  BOOST_REQUIRE(first.key_for(1, kMonday).has_value());
  auto content = *decode_record<KeyRingContent>("keyring", test::read_file(file.string()));
  const auto bytes = [&content] { return encode_record("keyring", content).size(); };
  const auto one = bytes();
  content.keys.push_back(content.keys.front());
  const auto each = bytes() - one;
  content.keys.resize((kMaximumRecord - one) / each, content.keys.front());
  while (bytes() + each <= kMaximumRecord) content.keys.push_back(content.keys.front());
  write(encode_record("keyring", content));
  auto ring = open();
  BOOST_TEST((ring.key_for(1, kTuesday).error().code == ErrorCode::storage));
  BOOST_TEST(!ring.find(1, kTuesday)->has_value());
  BOOST_TEST(open().find(1, kMonday)->has_value());
  // Where keys end there is room again.
  BOOST_TEST(ring.destroy(of_day(kMonday)).value() == content.keys.size());
  BOOST_TEST(ring.key_for(1, kTuesday).has_value());
}

BOOST_AUTO_TEST_CASE(where_nothing_can_be_written_no_key_is_given) {
  auto ring = KeyRing::open(directory.path() / "missing" / "keyring", master);
  BOOST_REQUIRE(ring.has_value());
  BOOST_TEST((ring->key_for(1, kMonday).error().code == ErrorCode::storage));
  BOOST_TEST(!ring->find(1, kMonday)->has_value());
}

BOOST_AUTO_TEST_SUITE_END()
