// How the report looks: on a wide and on a narrow screen, by day and by night, on paper.
#include "ctl/report/page.h"

namespace sellerd::ctl {
namespace {

// Letters have a contrast of 4.5 and more on their ground, shapes of 3 and more; tests/browser measures the
// letters. Paper is white by night, too.
constexpr std::string_view kColours = R"(
:root {
  color-scheme: light dark;
  --ground: #f4f2ec; --paper: #fffefb; --ink: #1d2024; --soft: #565b62; --line: #dedad0; --track: #eceae2;
  --link: #0b5f58; --focus: #1d4ed8;
  --good: #0f766e; --bad: #b4310d; --way: #3b6bb5; --wait: #a16207; --grey: #84888f; --late: #7a4fa3;
  --hatch: #f3c9b6; --calm: #e3f0ec; --alarm: #fbe6dc;
  --rate0: #7d8189; --rate1: #0f766e; --rate2: #3b6bb5; --rate3: #a16207; --rate4: #7a4fa3; --rate5: #b4310d;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --ground: #111315; --paper: #1a1d20; --ink: #ece9e2; --soft: #aab0b8; --line: #33383e; --track: #262a2e;
    --link: #6fd3c4; --focus: #93b4ff;
    --good: #3fb8a6; --bad: #f08a63; --way: #7ea8ec; --wait: #d9a441; --grey: #8f959d; --late: #b794dd;
    --hatch: #6b2d16; --calm: #17312c; --alarm: #43241a;
    --rate0: #8f959d; --rate1: #3fb8a6; --rate2: #7ea8ec; --rate3: #d9a441; --rate4: #b794dd; --rate5: #f08a63;
  }
}
)";

constexpr std::string_view kText = R"(
* { box-sizing: border-box; }
html { font: 100%/1.5 system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--ink); }
header, nav, main, footer { max-width: 70rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2.5rem; }
.maker { margin: 0; color: var(--soft); font-size: .8125rem; letter-spacing: .08em; text-transform: uppercase; }
h1, h2, h3, .key .value { font-family: ui-serif, "Iowan Old Style", Georgia, "Noto Serif", "DejaVu Serif", serif; }
h1 { margin: .1em 0 .3em; font-size: clamp(1.6rem, 5vw, 2.5rem); font-weight: 600; line-height: 1.15; }
h1 time { white-space: nowrap; }
h2 { margin: 0 0 1rem; padding-top: .75rem; border-top: 2px solid var(--ink); font-size: 1.5rem; line-height: 1.2; }
h3 { margin: 0; font-size: 1.0625rem; line-height: 1.3; }
p { margin: .4em 0; }
header p, figcaption p, .small, .nothing, footer { color: var(--soft); font-size: .9375rem; }
figcaption p, .small { font-size: .875rem; }
code { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: .9em; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 2px; }
main:focus { outline: none; }
.skip { position: absolute; left: -100vw; padding: .6rem 1rem; background: var(--paper); }
.skip:focus { left: .5rem; top: .5rem; z-index: 2; }
nav ul { display: flex; flex-wrap: wrap; gap: .1rem 1.25rem; margin: 1rem 0 0; padding: 0; list-style: none; }
nav a { display: inline-block; padding: .4rem 0; }
section { margin: 2.5rem 0; }
footer { padding-bottom: 3rem; border-top: 1px solid var(--line); }
.patterns { position: absolute; }
)";

constexpr std::string_view kFigures = R"(
.standing { padding: .6rem 1rem; border-left: .3rem solid var(--good); background: var(--calm); }
.standing.alarm { border-color: var(--bad); background: var(--alarm); }
.standing p { margin: 0; font-weight: 600; }
.standing ul { margin: .25rem 0 0; padding-left: 1.2rem; overflow-wrap: anywhere; }
.keys { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 14rem), 1fr)); gap: 1px; margin: 1rem 0 0;
  padding: 1px; }
.key { padding: .8rem 1rem; background: var(--paper); outline: 1px solid var(--line); }
.key dt { color: var(--soft); font-size: .875rem; }
.key dd { margin: 0; }
.key .value { font-size: 1.6rem; line-height: 1.25; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.key .more { color: var(--soft); font-size: .8125rem; line-height: 1.35; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 27rem), 1fr)); gap: 0 1.25rem; align-items: start; }
.pair > * { min-width: 0; }
figure { margin: 1.25rem 0; padding: 1rem 1.25rem; background: var(--paper); border: 1px solid var(--line); }
.legend { display: flex; flex-wrap: wrap; gap: .1rem 1rem; margin: .6rem 0 0; padding: 0; list-style: none; font-size: .8125rem; }
.legend li { display: flex; align-items: center; gap: .4rem; }
.swatch { width: .8rem; height: .8rem; flex: none; }
.chart { display: block; margin: .75rem 0; overflow: visible; font-size: 12px; }
.columns { padding-left: 54px; }
.chart text { fill: var(--ink); }
.chart .tick, .chart .note { fill: var(--soft); font-variant-numeric: tabular-nums; }
.chart .label { font-size: 13px; }
.grid { stroke: var(--line); stroke-width: 1; }
.base { stroke: var(--soft); stroke-width: 1; }
.track { fill: var(--track); }
.good, .fulfilled { fill: var(--good); }
.way, .confirmed { fill: var(--way); }
.pending { fill: var(--wait); }
.cancelled { fill: var(--grey); }
.late { fill: var(--late); }
.source { fill: var(--ink); }
.bad, .attention { fill: url(#hatch); }
.hatch-ground { fill: var(--hatch); }
.hatch-line { fill: var(--bad); }
.band { fill-opacity: .32; }
.rate0 { fill: var(--rate0); } .rate1 { fill: var(--rate1); } .rate2 { fill: var(--rate2); }
.rate3 { fill: var(--rate3); } .rate4 { fill: var(--rate4); } .rate5 { fill: var(--rate5); }
@media (forced-colors: active) { .chart, .swatch { forced-color-adjust: none; background: #fff; } }
)";

constexpr std::string_view kTables = R"(
summary { padding: .3rem 0; color: var(--link); font-size: .875rem; cursor: pointer; }
.scroll { max-height: 24rem; overflow: auto; border: 1px solid var(--line); background: var(--paper); }
figure + .scroll, h3 + .scroll { margin-top: .5rem; }
table { width: 100%; border-collapse: collapse; font-size: .8125rem; line-height: 1.35; }
caption { padding: .5rem .6rem; text-align: left; font-weight: 600; }
th, td { padding: .3rem .6rem; border-top: 1px solid var(--line); text-align: left; vertical-align: top; }
th { font-weight: 600; }
thead th { position: sticky; top: 0; background: var(--track); }
tbody th { font-weight: 400; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.words { white-space: nowrap; }
)";

constexpr std::string_view kNarrowAndPaper = R"(
@media (max-width: 30rem) {
  header, nav, main, footer { padding-left: .9rem; padding-right: .9rem; }
  figure { margin-left: -.9rem; margin-right: -.9rem; padding: .9rem; border-width: 1px 0; }
  .keys { grid-template-columns: 1fr 1fr; }
  .key .value { font-size: 1.3rem; }
}
@media print {
  :root { color-scheme: light; --ground: #fff; --paper: #fff; }
  @page { margin: 15mm; }
  html { font-size: 10pt; }
  body, .chart, .swatch, .standing, thead th { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  nav, .skip, summary { display: none; }
  section { margin: 1.5rem 0; }
  h2, h3, figcaption, .legend { break-after: avoid; }
  .chart, .keys, .standing, tr { break-inside: avoid; }
  figure { padding: .5rem 0; border-width: 0 0 1px; }
  .pair { display: block; }
  .scroll { max-height: none; overflow: visible; border: 0; }
  thead { display: table-header-group; }
  thead th { position: static; }
  details::details-content { display: block; content-visibility: visible; height: auto; }
}
)";

}  // namespace

std::string report_style() {
  std::string style;
  for (const auto part : {kColours, kText, kFigures, kTables, kNarrowAndPaper}) style += part;
  return style;
}

}  // namespace sellerd::ctl
