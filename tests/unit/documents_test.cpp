// Documents that are generated from the declarations, or must agree with them. To write them anew after a
// change:
//   SELLERD_UPDATE_DOCUMENTS=1 build/release/tests/unit_tests --run_test=documents
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <regex>
#include <set>
#include <sstream>
#include <tuple>
#include <vector>

#include "common/api/all.h"
#include "common/varlink/idl.h"
#include "ctl/command.h"
#include "daemon/config.h"
#include "daemon/store/tables.h"
#include "tests/support/read_file.h"

using namespace sellerd;

namespace {

const std::filesystem::path kRoot = SELLERD_SOURCE_DIR;

void check_document(const std::string& name, const std::string& wanted) {
  const auto path = kRoot / name;
  if (std::getenv("SELLERD_UPDATE_DOCUMENTS") != nullptr) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << wanted;
  }
  BOOST_TEST((test::read_file(path) == wanted),
             name << " is not what the declarations say; see the top of this test");
}

template <class Record>
void describe_fields(std::string& text) {
  std::string fields;
  varlink::TypeCollector types;
  for_each_field<Record>([&](const auto& field) {
    using Value = typename std::decay_t<decltype(field)>::Value;
    fields += "| `" + std::string(field.name) + "` | " + types.name_of<Value>() + " | " +
              std::to_string(field.traits.since) + " | " + std::string(field.doc) + " |\n";
  });
  text += "\n### " + std::string(Record::kTypeName) + "\n";
  if (fields.empty()) {
    text += "No fields: the key says everything.\n";
  } else {
    text += "| field | type | since | meaning |\n|---|---|---|---|\n" + fields;
  }
}

template <class Table>
void describe_table(std::string& text, const Table& table) {
  const auto family = store::kFamilyNames[static_cast<std::size_t>(table.family)];
  text += "| " + std::string(table.name) + " | `" + std::string(family) + "` | " +
          std::string(table.key_parts) + " | " + std::string(Table::Record::kTypeName) + " |\n";
}

template <class T>
struct Inner {
  using Type = T;
};
template <class T>
struct Inner<std::vector<T>> : Inner<T> {};
template <class T>
struct Inner<std::optional<T>> : Inner<T> {};

// The records within the record, each once, however deep.
template <class Record>
void describe_parts(std::string& text, std::set<std::string_view>& told) {
  for_each_field<Record>([&]<class Field>(const Field&) {
    using Part = typename Inner<typename Field::Value>::Type;
    if constexpr (sellerd::Record<Part>) {
      if (!told.insert(Part::kTypeName).second) return;
      describe_fields<Part>(text);
      describe_parts<Part>(text, told);
    }
  });
}

std::string storage_reference() {
  std::string text =
      "# Stored records\n\nGenerated from the field tables; a test keeps it true. How they are stored: "
      "[storage.md](storage.md).\n\n| table | column family | key | record |\n|---|---|---|---|\n";
  store::for_each_table([&](const auto& table) { describe_table(text, table); });
  using namespace store;
#define SELLERD_DESCRIBE(Type) describe_fields<Type>(text);
  SELLERD_STORED_RECORDS(SELLERD_DESCRIBE)
#undef SELLERD_DESCRIBE
  text += "\n## Records inside records\n";
  std::set<std::string_view> told;
#define SELLERD_TELL(Type) told.insert(Type::kTypeName);
  SELLERD_STORED_RECORDS(SELLERD_TELL)
#undef SELLERD_TELL
#define SELLERD_DESCRIBE_PARTS(Type) describe_parts<Type>(text, told);
  SELLERD_STORED_RECORDS(SELLERD_DESCRIBE_PARTS)
#undef SELLERD_DESCRIBE_PARTS
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(documents)

BOOST_AUTO_TEST_CASE(the_protocol_is_as_declared) {
  api::for_each_type(api::Interfaces{}, []<class Interface>() {
    check_document("docs/protocol/" + std::string(Interface::kName) + ".varlink",
                   varlink::interface_text<Interface>());
  });
}

BOOST_AUTO_TEST_CASE(the_stored_records_are_as_declared) {
  check_document("docs/records.md", storage_reference());
}

BOOST_AUTO_TEST_CASE(the_list_of_tables_has_every_table) {
  const auto text = test::read_file(kRoot / "daemon/store/tables.h");
  std::size_t declared = 0;
  const std::string_view start = "inline constexpr Table<";
  for (auto at = text.find(start); at != std::string::npos; at = text.find(start, at + 1)) ++declared;
  std::size_t visited = 0;
  store::for_each_table([&](const auto&) { ++visited; });
  BOOST_TEST(declared == visited);
}

BOOST_AUTO_TEST_CASE(storage_names_every_column_family) {
  const auto text = test::read_file(kRoot / "docs/storage.md");
  for (const auto family : store::kFamilyNames) {
    BOOST_TEST((text.find("`" + std::string(family) + "`") != std::string::npos),
               "docs/storage.md lacks " << family);
  }
}

BOOST_AUTO_TEST_CASE(the_manual_names_every_key_of_the_configuration) {
  const auto text = test::read_file(kRoot / "docs/man/sellerd.conf.5");
  for_each_field<Config>([&](const auto& field) {
    BOOST_TEST((text.find(".It Cm " + std::string(field.name)) != std::string::npos),
               "sellerd.conf.5 lacks " << field.name);
  });
}

BOOST_AUTO_TEST_CASE(the_manual_names_every_command) {
  const auto text = test::read_file(kRoot / "docs/man/sellerctl.1");
  api::for_each_type(api::Interfaces{}, [&]<class Interface>() {
    api::for_each_type(typename Interface::Methods{}, [&]<class Method>() {
      const std::string command(Method::kInfo.command);
      if (!command.empty())
        BOOST_TEST((text.find(command) != std::string::npos), "sellerctl.1 lacks " << command);
    });
  });
}

// Everything before and after it is written by hand.
BOOST_AUTO_TEST_CASE(the_manual_has_the_examples_of_every_command) {
  const std::string page = "docs/man/sellerctl.1";
  const auto text = test::read_file(kRoot / page);
  const std::string_view begin = "by the documents test.\n.Bd -literal\n";
  const std::string_view end = ".Ed\n.Sh SEE ALSO\n";
  const auto from = text.find(begin);
  const auto to = text.find(end, from);
  BOOST_REQUIRE((from != std::string::npos && to != std::string::npos));
  std::string examples;
  for (const auto& command : ctl::all_commands()) {
    for (const char c : command.examples) examples += c == '\\' ? "\\e" : std::string(1, c);
  }
  check_document(page, text.substr(0, from + begin.size()) + examples + text.substr(to));
}

// Of each demand of the marketplace's policy that a test shows, there is that test.
BOOST_AUTO_TEST_CASE(the_security_page_names_tests_that_there_are) {
  const auto page = test::read_file(kRoot / "docs/security.md");
  const std::regex named("`(tests/[a-z_/]+\\.(?:cpp|py))`(?:: ([a-z_]+))?");
  std::size_t count = 0;
  for (std::sregex_iterator found(page.begin(), page.end(), named), end; found != end; ++found) {
    ++count;
    const auto text = test::read_file(kRoot / (*found)[1].str());
    BOOST_TEST(!text.empty(), found->str());
    const auto name = (*found)[2].str();
    BOOST_TEST(text.find(name.empty() ? "" : "(" + name + ")") != std::string::npos, found->str());
  }
  BOOST_TEST(count > 20u);
}

BOOST_AUTO_TEST_SUITE_END()
