// Every family of figures that the daemon shows. The names are a promise to dashboards: one that is shown
// keeps its name and meaning.
#pragma once

#include "daemon/control/open_metrics.h"

namespace sellerd::control::families {

using enum MetricType;

inline constexpr MetricFamily kBuild{.name = "sellerd_build_info",
                                     .help = "Always 1; the label says which version runs."};
inline constexpr MetricFamily kStart{.name = "sellerd_start_time_seconds",
                                     .unit = "seconds",
                                     .help = "When the daemon started, as Unix time."};
inline constexpr MetricFamily kStopped{.name = "sellerd_stopped",
                                       .help = "1 while everything is stopped by hand (stop-all)."};
inline constexpr MetricFamily kAlarms{.name = "sellerd_alarms",
                                      .help = "What needs a person: the alarms of sellerctl status."};
inline constexpr MetricFamily kState{.name = "sellerd_integration_state",
                                     .help = "1 for the state that the integration is in, 0 for the others."};

inline constexpr MetricFamily kHeld{.name = "sellerd_records_held", .help = "Records in the books, by kind."};
inline constexpr MetricFamily kQuarantined{.name = "sellerd_quarantined_records",
                                           .help = "Records that could not be understood."};
inline constexpr MetricFamily kFrozen{
    .name = "sellerd_frozen_orders",
    .help = "Orders that wait for an item to be known or confirmed; 1000 stands for 1000 or more."};

inline constexpr MetricFamily kStarted{
    .name = "sellerd_runs_started", .type = counter, .help = "Runs that were started or taken up again."};
inline constexpr MetricFamily kEnded{
    .name = "sellerd_runs_ended",
    .type = counter,
    .help = "Runs that ended or were interrupted, by the state they ended in."};
inline constexpr MetricFamily kRunTime{.name = "sellerd_run_duration_seconds",
                                       .type = counter,
                                       .unit = "seconds",
                                       .help = "How long the runs of sellerd_runs_ended took, all together."};
inline constexpr MetricFamily kRecords{
    .name = "sellerd_run_records",
    .type = counter,
    .help = "Records that these runs saw, by what became of them; repeated ones are counted beside it."};
inline constexpr MetricFamily kLate{.name = "sellerd_late_records",
                                    .type = counter,
                                    .help = "Records that an earlier run should have found."};
inline constexpr MetricFamily kLive{.name = "sellerd_runs_live", .help = "Runs under way."};
inline constexpr MetricFamily kLag{
    .name = "sellerd_read_to_lag_seconds",
    .unit = "seconds",
    .help = "How far behind now the moment is up to which every change of the marketplace is held."};
inline constexpr MetricFamily kSuccessAge{.name = "sellerd_last_success_age_seconds",
                                          .unit = "seconds",
                                          .help = "Since the schedule's last run that succeeded ended."};
inline constexpr MetricFamily kNextRun{.name = "sellerd_next_run_timestamp_seconds",
                                       .unit = "seconds",
                                       .help = "When the next scheduled run is due, as Unix time."};

inline constexpr MetricFamily kQuotaLeft{.name = "sellerd_quota_calls_left",
                                         .help = "Calls that the marketplace's quota leaves at once."};
inline constexpr MetricFamily kQuotaBurst{.name = "sellerd_quota_calls_burst",
                                          .help = "Calls that a full bucket of the quota holds."};
inline constexpr MetricFamily kThrottled{
    .name = "sellerd_quota_throttled",
    .type = counter,
    .help = "How often the marketplace has answered 429; outlasts a restart."};
inline constexpr MetricFamily kCalls{
    .name = "sellerd_marketplace_calls",
    .type = counter,
    .help = "Calls to the marketplace, retries included, by how they ended."};
inline constexpr MetricFamily kCallTime{.name = "sellerd_marketplace_call_duration_seconds",
                                        .type = counter,
                                        .unit = "seconds",
                                        .help = "How long these calls took, all together."};

inline constexpr MetricFamily kPushes{.name = "sellerd_pushes",
                                      .help = "Listings by how far their quantity has come."};
inline constexpr MetricFamily kVerified{
    .name = "sellerd_pushes_verified_ratio",
    .unit = "ratio",
    .help = "Of the listings with a quantity, those of which buyers see what they are to see."};
inline constexpr MetricFamily kCorrections{
    .name = "sellerd_push_corrections",
    .type = counter,
    .help = "How often buyers were found to see something else, and it was set right; outlasts a restart."};

inline constexpr MetricFamily kRefused{.name = "sellerd_refused_calls",
                                       .type = counter,
                                       .help = "Calls of clients that were refused for lack of access."};
inline constexpr MetricFamily kConnections{.name = "sellerd_connections", .help = "Clients connected."};
inline constexpr MetricFamily kStore{.name = "sellerd_store_bytes",
                                     .unit = "bytes",
                                     .help = "What each column family of the database takes, about."};
inline constexpr MetricFamily kStoreMemory{.name = "sellerd_store_memory_bytes",
                                           .unit = "bytes",
                                           .help = "What the database holds in memory, by its own count."};
inline constexpr MetricFamily kFree{.name = "sellerd_data_disk_free_bytes",
                                    .unit = "bytes",
                                    .help = "Room that the disk of the database has for sellerd."};
inline constexpr MetricFamily kResident{.name = "sellerd_resident_memory_bytes",
                                        .unit = "bytes",
                                        .help = "Memory of the process that is in RAM."};
inline constexpr MetricFamily kHeap{.name = "sellerd_heap_bytes",
                                    .unit = "bytes",
                                    .help = "Memory in use of what the allocator took from the system."};
inline constexpr MetricFamily kDescriptors{.name = "sellerd_open_descriptors",
                                           .help = "Open files and sockets of the process."};

}  // namespace sellerd::control::families
