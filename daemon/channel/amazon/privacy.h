// What of Amazon's JSON may be kept in the clear. Pure.
//
// Amazon counts as personal: buyer name, e-mail, phone, street, PIN code, gift message, customization, tax
// registration (its Data Protection Policy; the field list is in the documentation of Orders 2026-01-01).
// City, state and country are not, but are read from their own places, never kept with the rest.
#pragma once

#include <string>
#include <string_view>

#include "common/json.h"

namespace sellerd::amazon {

// A key whose value is, holds or may hold personal data. Judged by words in the name, so that a field that
// Amazon adds tomorrow is taken for personal when its name sounds like it.
bool is_personal_key(std::string_view key);

// For `extra`: appends the JSON text of the value without personal keys, and of its strings only those that
// look like a word of a set, an id, a number or a time; free text may name a person. False, and nothing
// appended, when nothing is left of it.
bool append_without_personal(const json::value& source, std::string& text);

// Appends "key":value to an object's text that has no braces yet.
void append_member(std::string_view plain_key, std::string_view value, std::string& members);

// For quarantine: JSON text of the record, at most `longest` bytes, where every value under a personal key
// reads
// "[removed]". A record that is not an object is described, not shown.
std::string redacted_text(const json::value& record, std::size_t longest);

}  // namespace sellerd::amazon
