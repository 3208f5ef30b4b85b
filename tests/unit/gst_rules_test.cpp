// GSTINs, rates in force, and how tax falls to its parts.
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <random>
#include <regex>

#include "daemon/books/gst_rates.h"
#include "daemon/books/gstin.h"
#include "daemon/books/india_states.h"
#include "daemon/books/supply.h"

namespace sellerd::books {
namespace {

using namespace std::chrono;

const Currency kRupees = Currency::parse("INR").value();

constexpr Day kBefore = 2025y / September / 21;
constexpr Day kChange = 2025y / September / 22;
constexpr Day kNow = 2026y / October / 1;

bool in_force(Day day, std::int64_t rate) {
  const auto rates = gst_rates_on(day);
  return std::find(rates.begin(), rates.end(), rate) != rates.end();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(gst_rules)

// Published samples; 06AAAAA0000A1Z6 is made up.
BOOST_AUTO_TEST_CASE(a_gstin_proves_itself) {
  BOOST_TEST(gstin_state("27AAPFU0939F1ZV").value() == "27");
  BOOST_TEST(gstin_state("29AAGCB7383J1Z4").value() == "29");
  BOOST_TEST(gstin_state("24AAQCA8719H1ZC").value() == "24");
  BOOST_TEST(gstin_state("06AAAAA0000A1Z6").value() == "06");
  BOOST_TEST(gstin_check_character("29AABCT1332L00") == 'A');
}

BOOST_AUTO_TEST_CASE(what_is_wrong_with_a_gstin_is_said) {
  const auto message = [](std::string_view gstin) {
    const auto state = gstin_state(gstin);
    BOOST_REQUIRE_MESSAGE(!state.has_value(), gstin);
    BOOST_TEST((state.error().code == ErrorCode::invalid_argument));
    return state.error().message;
  };
  BOOST_TEST(message("") == "a GSTIN has 15 characters");
  BOOST_TEST(message("27AAPFU0939F1Z") == "a GSTIN has 15 characters");
  for (const char* form : {"27aapfu0939f1zv", "2XAAPFU0939F1ZV", "27AAPFUO939F1ZV", "29AABCT1332L000"})
    BOOST_TEST(message(form).starts_with("is not of the form"), form);
  BOOST_TEST(message("27AAPFU0939F1ZW").starts_with("its check character"));
  BOOST_TEST(message("27AAPFU9039F1ZV").starts_with("its check character"));
  const std::string nowhere = "99AAPFU0939F1Z";
  BOOST_TEST(message(nowhere + gstin_check_character(nowhere)) == "its first two digits are no state's code");
}

BOOST_AUTO_TEST_CASE(every_single_slip_in_a_gstin_is_noticed) {
  const std::string good = "27AAPFU0939F1ZV";
  for (std::size_t place = 0; place < good.size(); ++place) {
    for (const char c : std::string_view("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")) {
      auto slip = good;
      slip[place] = c;
      BOOST_TEST(gstin_state(slip).has_value() == (slip == good), slip);
    }
  }
}

BOOST_AUTO_TEST_CASE(rates_are_those_of_the_day) {
  BOOST_TEST(in_force(kBefore, 1200));
  BOOST_TEST(!in_force(kChange, 1200));
  BOOST_TEST(in_force(kChange, 4000));
  BOOST_TEST(in_force(2026y / January / 31, 2800));
  BOOST_TEST(!in_force(2026y / February / 1, 2800));
  BOOST_TEST(gst_rates_on(2017y / June / 30).empty());
}

BOOST_AUTO_TEST_CASE(a_rate_is_inferred_when_exactly_one_fits) {
  BOOST_TEST((infer_rate(208'57, 10'43, 1, kNow) == 500));
  BOOST_TEST((infer_rate(83'90, 15'10, 1, kNow) == 1800));
  BOOST_TEST((infer_rate(-83'90, -15'10, 1, kNow) == 1800));
  BOOST_TEST((infer_rate(1000'00, 120'00, 1, kBefore) == 1200));
  BOOST_TEST(!infer_rate(1000'00, 120'00, 1, kNow));
  BOOST_TEST((infer_rate(1000'00, 0, 1, kNow) == 0));
  BOOST_TEST(!infer_rate(1000'00, 70'00, 1, kNow));
  // Of one rupee, 0 %, 0.25 %, 1.5 % and 3 % are all within rounding.
  BOOST_TEST(!infer_rate(1'00, 1, 1, kNow));
  BOOST_TEST(!infer_rate(0, 0, 1, kNow));
  BOOST_TEST(!infer_rate(100'00, -5'00, 1, kNow));
  BOOST_TEST((infer_rate(INT64_MAX, INT64_MAX / 20, 1, kNow) == 500));
  BOOST_TEST((infer_rate(INT64_MIN, INT64_MIN / 20, 1, kNow) == 500));
}

BOOST_AUTO_TEST_CASE(rates_as_text) {
  BOOST_TEST(rate_text(1800) == "18");
  BOOST_TEST(rate_text(25) == "0.25");
  BOOST_TEST(rate_text(150) == "1.5");
  BOOST_TEST(rate_text(0) == "0");
  BOOST_TEST(rate_text(505) == "5.05");
}

BOOST_AUTO_TEST_CASE(the_limit_of_large_invoices) {
  BOOST_TEST(large_invoice_limit(2024y / July / 31) == 250'000'00);
  BOOST_TEST(large_invoice_limit(2024y / August / 1) == 100'000'00);
}

BOOST_AUTO_TEST_CASE(the_kind_of_a_supply) {
  BOOST_TEST((supply_of("29", "29", true) == SupplyKind::intra_state));
  BOOST_TEST((supply_of("29", "27", true) == SupplyKind::inter_state));
  BOOST_TEST((supply_of("25", "26", true) == SupplyKind::intra_state));
  BOOST_TEST((supply_of("29", "96", true) == SupplyKind::outside));
  BOOST_TEST((supply_of("", "27", true) == SupplyKind::unresolved));
  BOOST_TEST((supply_of("29", "", true) == SupplyKind::unresolved));
  BOOST_TEST((supply_of("29", "29", false) == SupplyKind::unregistered));
}

BOOST_AUTO_TEST_CASE(the_states_part_has_its_name) {
  for (const char* code : {"04", "26", "31", "35", "38", "97"})
    BOOST_TEST(territory_tax_name(code) == "UTGST");
  for (const char* code : {"01", "07", "34", "29"}) BOOST_TEST(territory_tax_name(code) == "SGST");
}

BOOST_AUTO_TEST_CASE(the_odd_paisa_is_central) {
  const auto split = split_tax({10'43, kRupees}, SupplyKind::intra_state).value();
  BOOST_TEST(split.cgst.minor == 5'22);
  BOOST_TEST(split.sgst.minor == 5'21);
  const auto back = split_tax({-10'43, kRupees}, SupplyKind::intra_state).value();
  BOOST_TEST(back.cgst.minor == -5'22);
  BOOST_TEST(back.sgst.minor == -5'21);
  BOOST_TEST(split_tax({10'43, kRupees}, SupplyKind::inter_state).value().igst.minor == 10'43);
  BOOST_TEST(!split_tax({10'43, kRupees}, SupplyKind::unresolved));
  BOOST_TEST(!split_tax({10'43, kRupees}, SupplyKind::unregistered));
}

BOOST_AUTO_TEST_CASE(parts_always_sum_to_the_amount) {
  std::mt19937_64 random(7);
  for (int i = 0; i < 100'000; ++i) {
    // Small and huge amounts of either sign.
    const auto amount = static_cast<std::int64_t>(random()) >> (random() % 63);
    for (const auto kind : {SupplyKind::intra_state, SupplyKind::inter_state, SupplyKind::outside}) {
      const auto split = split_tax({amount, kRupees}, kind).value();
      BOOST_REQUIRE(split.igst.minor + split.cgst.minor + split.sgst.minor == amount);
      const auto apart = split.cgst.minor - split.sgst.minor;
      BOOST_REQUIRE(apart >= -1);
      BOOST_REQUIRE(apart <= 1);
    }
  }
}

// Amounts and rates are whole numbers on every way that a tax takes.
BOOST_AUTO_TEST_CASE(nothing_of_the_tax_is_a_floating_point_number) {
  const std::filesystem::path root = SELLERD_SOURCE_DIR;
  const std::regex floating("\\b(float|double|stod|stof|strtod)\\b");
  std::size_t files = 0;
  for (const char* place : {"common", "common/model", "daemon/books", "daemon/control", "ctl"}) {
    for (const auto& entry : std::filesystem::directory_iterator(root / place)) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path());
      for (std::string line; std::getline(file, line);) {
        // Texts of the interface may speak of it.
        const auto code = line.substr(0, line.find_first_of("#/\""));
        BOOST_TEST(!std::regex_search(code, floating), entry.path().string() << ": " << line);
      }
      ++files;
    }
  }
  BOOST_TEST(files > 50u);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd::books
