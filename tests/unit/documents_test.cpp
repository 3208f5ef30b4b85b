// Documents that are generated from the declarations, or must agree with them. To write them anew after a
// change:
//   SELLERD_UPDATE_DOCUMENTS=1 build/release/tests/unit_tests --run_test=documents
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "common/api/all.h"
#include "common/varlink/idl.h"
#include "daemon/config.h"
#include "daemon/store/tables.h"

using namespace sellerd;

namespace {

const std::filesystem::path kRoot = SELLERD_SOURCE_DIR;

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

void check_document(const std::string& name, const std::string& wanted) {
  const auto path = kRoot / name;
  if (std::getenv("SELLERD_UPDATE_DOCUMENTS") != nullptr) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << wanted;
  }
  BOOST_TEST((read_file(path) == wanted),
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

std::string storage_reference() {
  std::string text =
      "# Stored records\n\nGenerated from the field tables; a test keeps it true. How they are stored: "
      "[storage.md](storage.md).\n\n| table | column family | key | record |\n|---|---|---|---|\n";
  const auto describe = [&](const auto&... tables) { (describe_table(text, tables), ...); };
  describe(store::kCounters, store::kPreferences, store::kAccounts, store::kIntegrations, store::kCredentials,
           store::kListings, store::kOrders, store::kOrdersByTime, store::kPersonal, store::kRuns,
           store::kRunRecords, store::kQuarantine, store::kCheckpoints, store::kJobCheckpoints,
           store::kWatermarks, store::kModuleStates, store::kReconcileStates, store::kTotals, store::kBuckets,
           store::kAudit, store::kOrganisation, store::kPlaceFixes, store::kTaxReport,
           store::kTaxReportByMonth);
  using namespace store;
#define SELLERD_DESCRIBE(Type) describe_fields<Type>(text);
  SELLERD_STORED_RECORDS(SELLERD_DESCRIBE)
#undef SELLERD_DESCRIBE
  text += "\n## Records inside records\n";
  describe_fields<OrderLine>(text);
  describe_fields<Charge>(text);
  describe_fields<Destination>(text);
  describe_fields<Package>(text);
  describe_fields<RunCounts>(text);
  describe_fields<GiftMessage>(text);
  describe_fields<GstRegistration>(text);
  describe_fields<PlaceOfSupply>(text);
  describe_fields<WrappedKey>(text);
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

BOOST_AUTO_TEST_CASE(storage_names_every_column_family) {
  const auto text = read_file(kRoot / "docs/storage.md");
  for (const auto family : store::kFamilyNames) {
    BOOST_TEST((text.find("`" + std::string(family) + "`") != std::string::npos),
               "docs/storage.md lacks " << family);
  }
}

BOOST_AUTO_TEST_CASE(the_manual_names_every_key_of_the_configuration) {
  const auto text = read_file(kRoot / "docs/man/sellerd.conf.5");
  for_each_field<Config>([&](const auto& field) {
    BOOST_TEST((text.find(".It Cm " + std::string(field.name)) != std::string::npos),
               "sellerd.conf.5 lacks " << field.name);
  });
}

BOOST_AUTO_TEST_CASE(the_manual_names_every_command) {
  const auto text = read_file(kRoot / "docs/man/sellerctl.1");
  api::for_each_type(api::Interfaces{}, [&]<class Interface>() {
    api::for_each_type(typename Interface::Methods{}, [&]<class Method>() {
      const std::string command(Method::kInfo.command);
      if (!command.empty())
        BOOST_TEST((text.find(command) != std::string::npos), "sellerctl.1 lacks " << command);
    });
  });
}

BOOST_AUTO_TEST_SUITE_END()
