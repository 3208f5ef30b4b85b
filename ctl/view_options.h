// Options that are the client's own and not a method's, declared the way requests are.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "common/fields.h"

namespace sellerd::ctl {

struct SyncExtras {
  bool no_wait = false;

  static constexpr std::string_view kTypeName = "SyncExtras";
  static constexpr auto fields() {
    using Self = SyncExtras;
    return Fields{SELLERD_FIELD(no_wait, "Start the runs, print their numbers and return.")};
  }
};

struct CallOptions {
  std::string method;
  std::optional<std::string> parameters;
  bool more = false;

  static constexpr std::string_view kTypeName = "CallOptions";
  static constexpr auto fields() {
    using Self = CallOptions;
    return Fields{
        SELLERD_FIELD(method, "The method, such as org.sellerd.Orders.List.", .positional = true),
        SELLERD_FIELD(parameters, "Its parameters as a JSON object; - reads them from standard input.",
                      .positional = true),
        SELLERD_FIELD(more, "Accept a stream of replies, which lists need."),
    };
  }
};

struct IntrospectOptions {
  std::optional<std::string> interface;

  static constexpr std::string_view kTypeName = "IntrospectOptions";
  static constexpr auto fields() {
    using Self = IntrospectOptions;
    return Fields{
        SELLERD_FIELD(interface, "The interface; all are listed when left out.", .positional = true)};
  }
};

enum class Shell { bash, zsh, fish };

enum class ExportFormat { csv, json };

}  // namespace sellerd::ctl

template <>
struct sellerd::EnumTable<sellerd::ctl::Shell> {
  static constexpr std::string_view kTypeName = "Shell";
  static constexpr std::array kNames = {std::pair{ctl::Shell::bash, std::string_view("bash")},
                                        std::pair{ctl::Shell::zsh, std::string_view("zsh")},
                                        std::pair{ctl::Shell::fish, std::string_view("fish")}};
};

template <>
struct sellerd::EnumTable<sellerd::ctl::ExportFormat> {
  static constexpr std::string_view kTypeName = "ExportFormat";
  static constexpr std::array kNames = {std::pair{ctl::ExportFormat::csv, std::string_view("csv")},
                                        std::pair{ctl::ExportFormat::json, std::string_view("json")}};
};

namespace sellerd::ctl {

struct BooksExportOptions {
  std::string directory;
  std::optional<ExportFormat> format;

  static constexpr std::string_view kTypeName = "BooksExportOptions";
  static constexpr auto fields() {
    using Self = BooksExportOptions;
    return Fields{
        SELLERD_FIELD(directory, "The directory to make; it must not exist.", .positional = true),
        SELLERD_FIELD(format, "csv, or json for a JSON object a line; csv when left out."),
    };
  }
};

struct ReportOptions {
  std::optional<std::string> output;
  std::optional<std::string> from;
  std::optional<std::string> to;
  bool force = false;

  static constexpr std::string_view kTypeName = "ReportOptions";
  static constexpr auto fields() {
    using Self = ReportOptions;
    return Fields{
        SELLERD_FIELD(output, "The file to write; standard output when left out."),
        SELLERD_FIELD(
            from,
            "First day, in the marketplace's calendar, such as 2026-10-01; 30 days in all when left "
            "out."),
        SELLERD_FIELD(to, "Last day; today when left out."),
        SELLERD_FIELD(force, "Overwrite a file that exists."),
    };
  }
};

struct CompletionOptions {
  Shell shell{};

  static constexpr std::string_view kTypeName = "CompletionOptions";
  static constexpr auto fields() {
    using Self = CompletionOptions;
    return Fields{SELLERD_FIELD(shell, "bash, zsh or fish.", .positional = true)};
  }
};

struct ImportOptions {
  std::string file;
  bool dry_run = false;

  static constexpr std::string_view kTypeName = "ImportOptions";
  static constexpr auto fields() {
    using Self = ImportOptions;
    return Fields{
        SELLERD_FIELD(file, "The CSV file; - reads standard input.", .positional = true),
        SELLERD_FIELD(dry_run, "Write nothing; show what would change, row by row."),
    };
  }
};

struct TaxImportOptions {
  std::string file;
  std::optional<std::string> integration;
  bool dry_run = false;

  static constexpr std::string_view kTypeName = "TaxImportOptions";
  static constexpr auto fields() {
    using Self = TaxImportOptions;
    return Fields{
        SELLERD_FIELD(file, "The report, a CSV file; - reads standard input.", .positional = true),
        SELLERD_FIELD(integration, "The account that it is of; needed where there are several."),
        SELLERD_FIELD(dry_run, "Write nothing; say what would be."),
    };
  }
};

struct CsvExtras {
  bool csv = false;

  static constexpr std::string_view kTypeName = "CsvExtras";
  static constexpr auto fields() {
    using Self = CsvExtras;
    return Fields{SELLERD_FIELD(csv, "Print CSV with every field, for a spreadsheet.")};
  }
};

struct ExportOptions {
  std::optional<std::string> file;
  std::optional<std::string> integration;
  bool force = false;

  static constexpr std::string_view kTypeName = "ExportOptions";
  static constexpr auto fields() {
    using Self = ExportOptions;
    return Fields{
        SELLERD_FIELD(file, "The CSV file to write; standard output when left out.", .positional = true),
        SELLERD_FIELD(integration, "Only this integration."),
        SELLERD_FIELD(force, "Overwrite a file that exists."),
    };
  }
};

}  // namespace sellerd::ctl
