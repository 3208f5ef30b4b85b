// Which preferences hold, from what was set for all and for one. Pure.
#pragma once

#include "common/error.h"
#include "common/model/preferences.h"

namespace sellerd::sync {

// Defaults, then what was set for all, then what was set for this one.
Preferences effective(const PreferenceChanges& shared, const PreferenceChanges& own);

// Error: invalid_argument naming the field.
Result<void> check(const PreferenceChanges& changes);

// `target` with what `changes` sets.
void merge(PreferenceChanges& target, const PreferenceChanges& changes);

// A preference set for all holds for all: what `changes` sets is no longer set apart.
void forget(PreferenceChanges& target, const PreferenceChanges& changes);

}  // namespace sellerd::sync
