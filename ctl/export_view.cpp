// `sellerctl export`: the books as sheets or lines of JSON, for other programs and for leaving.
#include <cerrno>
#include <filesystem>
#include <fstream>

#include "common/api/customers.h"
#include "common/api/items.h"
#include "common/api/orders.h"
#include "common/api/stock.h"
#include "common/api/warehouses.h"
#include "common/csv.h"
#include "ctl/flat_record.h"
#include "ctl/session.h"
#include "ctl/text.h"
#include "ctl/view_options.h"
#include "ctl/views.h"

namespace sellerd::ctl {
namespace {

namespace fs = std::filesystem;

// What is written of which list.
struct Subject {
  std::string_view name;  // of the file, without its extension
  std::string_view method;
  Shape reply;
};

template <class Method>
Subject subject(std::string_view name) {
  return {name, Method::kInfo.name, shape_of<typename Method::Reply>()};
}

const FieldShape* field_of(const Shape& record, std::string_view name) {
  for (const auto& field : record.fields) {
    if (field.name == name) return &field;
  }
  return nullptr;
}

// A file that is being written.
class ExportFile {
 public:
  ExportFile(fs::path path, ExportFormat format, std::vector<std::string> columns)
      : path_(std::move(path)), format_(format), out_(path_, std::ios::binary) {
    if (format_ == ExportFormat::csv) out_ << csv_line(columns);
  }

  // The row in one form or the other.
  void add(const std::vector<std::string>& cells, const json::value& value) {
    if (format_ == ExportFormat::csv) {
      out_ << csv_line(cells, Negatives::figures);
    } else {
      out_ << json_line(value);
    }
    ++rows_;
  }

  // Error: storage.
  Result<std::int64_t> close() {
    out_.close();
    if (out_.fail()) {
      return make_error(ErrorCode::storage, "cannot write " + path_.string() + ": " + system_reason(errno),
                        "DIRECTORY");
    }
    return rows_;
  }

 private:
  fs::path path_;
  ExportFormat format_;
  std::ofstream out_;
  std::int64_t rows_ = 0;
};

class Exporter {
 public:
  Exporter(Session& session, fs::path directory, ExportFormat format)
      : session_(session), directory_(std::move(directory)), format_(format) {}

  Result<void> write(const Subject& subject, json::object parameters = {}) {
    const auto* record = sole_record(subject.reply);
    ExportFile file = open(subject.name, flat_columns(record->shape));
    auto streamed = session_.stream(subject.method, std::move(parameters), [&](json::object&& reply) {
      add(file, *record, std::move(reply));
      return Result<void>();
    });
    return streamed ? finish(subject.name, file) : streamed;
  }

  // Orders, and in a file of their own the lines, each with what tells its order.
  Result<void> write_orders() {
    const auto orders = subject<api::ListOrders>("orders");
    const auto* record = sole_record(orders.reply);
    const auto* lines = field_of(record->shape, "lines");
    const auto& line = lines->shape.element.front();
    ExportFile file = open(orders.name, flat_columns(record->shape));
    auto columns = flat_columns(line);
    columns.insert(columns.begin(), kOrderColumns.begin(), kOrderColumns.end());
    ExportFile line_file = open("order-lines", columns);
    auto streamed = session_.stream(orders.method, {}, [&](json::object&& reply) -> Result<void> {
      const auto* value = reply.if_contains(record->name);
      if (value != nullptr && value->is_object()) add_lines(line_file, line, value->get_object());
      add(file, *record, std::move(reply));
      return {};
    });
    if (!streamed) return streamed;
    if (auto finished = finish(orders.name, file); !finished) return finished;
    return finish("order-lines", line_file);
  }

  // The ledger lies by item.
  Result<void> write_ledger() {
    const auto ledger = subject<api::ListLedger>("ledger");
    const auto* record = sole_record(ledger.reply);
    std::vector<std::string> items;
    auto listed = session_.stream(api::ListItems::kInfo.name, {}, [&](json::object&& reply) -> Result<void> {
      const auto read = read_record<api::ListItems::Reply>(reply);
      if (!read) return read.error();
      items.push_back(read->item.sku);
      return {};
    });
    if (!listed) return listed;
    ExportFile file = open(ledger.name, flat_columns(record->shape));
    for (const auto& item : items) {
      auto streamed = session_.stream(ledger.method, {{"item", item}}, [&](json::object&& reply) {
        add(file, *record, std::move(reply));
        return Result<void>();
      });
      if (!streamed) return streamed;
    }
    return finish(ledger.name, file);
  }

  const std::string& said() const { return said_; }

 private:
  static constexpr std::array<std::string_view, 4> kOrderColumns = {"integration", "order_id", "created",
                                                                    "status"};

  ExportFile open(std::string_view name, std::vector<std::string> columns) const {
    const auto extension = format_ == ExportFormat::csv ? ".csv" : ".jsonl";
    return {directory_ / (std::string(name) + extension), format_, std::move(columns)};
  }

  static void add(ExportFile& file, const FieldShape& record, json::object&& reply) {
    auto* value = reply.if_contains(record.name);
    if (value == nullptr || !value->is_object()) return;
    file.add(flat_cells(record.shape, value->get_object()), *value);
  }

  static void add_lines(ExportFile& file, const Shape& line, const json::object& order) {
    const auto* lines = order.if_contains("lines");
    if (lines == nullptr || !lines->is_array()) return;
    for (const auto& each : lines->get_array()) {
      if (!each.is_object()) continue;
      json::object whole;
      std::vector<std::string> cells;
      for (const auto name : kOrderColumns) {
        const auto* value = order.if_contains(name);
        whole[name] = value != nullptr ? *value : json::value();
        cells.push_back(value == nullptr     ? std::string()
                        : value->is_string() ? std::string(value->get_string())
                                             : json::serialize(*value));
      }
      for (auto& cell : flat_cells(line, each.get_object())) cells.push_back(std::move(cell));
      for (const auto& [name, value] : each.get_object()) whole[name] = value;
      file.add(cells, whole);
    }
  }

  Result<void> finish(std::string_view name, ExportFile& file) {
    const auto rows = file.close();
    if (!rows) return rows.error();
    said_ += "  " + std::string(name) + ": " + std::to_string(*rows) + "\n";
    return {};
  }

  Session& session_;
  fs::path directory_;
  ExportFormat format_;
  std::string said_;
};

Result<std::string> write_all(Session& session, const fs::path& directory, ExportFormat format) {
  Exporter exporter(session, directory, format);
  if (auto written = exporter.write_orders(); !written) return written.error();
  for (const auto& each : {subject<api::ListItems>("items"), subject<api::ListListings>("listings"),
                           subject<api::ListLinks>("links"), subject<api::ListCustomers>("customers"),
                           subject<api::ListWarehouses>("warehouses"), subject<api::ListStock>("stock"),
                           subject<api::ListShipments>("shipments")}) {
    if (auto written = exporter.write(each); !written) return written.error();
  }
  if (auto written = exporter.write_ledger(); !written) return written.error();
  return exporter.said();
}

}  // namespace

Result<ExitCode> export_view(const Invocation& invocation, Session& session) {
  const auto options = from_json<BooksExportOptions>(invocation.parameters, Strictness::strict);
  if (!options) return options.error();
  if (session.json) return make_error(ErrorCode::invalid_argument, "say --format json", "--json");
  const fs::path directory = options->directory;
  std::error_code failure;
  if (fs::exists(directory, failure))
    return make_error(ErrorCode::invalid_argument, directory.string() + " exists", "DIRECTORY",
                      "name one that does not; a whole export is made, or none");
  // Half an export must not pass for a whole one.
  auto part = directory;
  part += ".part";
  fs::remove_all(part, failure);
  fs::create_directories(part, failure);
  if (failure)
    return make_error(ErrorCode::invalid_argument, "cannot make " + part.string() + ": " + failure.message(),
                      "DIRECTORY");
  auto said = write_all(session, part, options->format.value_or(ExportFormat::csv));
  if (said) fs::rename(part, directory, failure);
  if (!said || failure) {
    std::error_code ignored;
    fs::remove_all(part, ignored);
    if (!said) return said.error();
    return make_error(ErrorCode::storage, "cannot make " + directory.string() + ": " + failure.message(),
                      "DIRECTORY");
  }
  if (auto printed = session.print("Wrote to " + clean(directory.string()) + ":\n" + *said); !printed)
    return printed.error();
  return ExitCode::ok;
}

}  // namespace sellerd::ctl
