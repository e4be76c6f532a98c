# SPDX-License-Identifier: GPL-2.0
# From results and ratios to Markdown.

def clocks: [.runs[].clock] | unique;

# Three figures are more than any of these is worth.
def short:
  if . == null then "-"
  elif . >= 100 then round
  elif . >= 10 then (. * 10 | round / 10)
  else (. * 100 | round / 100) end | tostring;

def spread: "\(.median | short) (\(.min | short) to \(.max | short))";

def limit: if .op == null then "" else "\(.op) \(.goal)\(.unit // "" | if . == "" then . else " " + . end)" end;

def p99_verdict:
  if .p99 == null then "" elif .p99.verdict == null then ""
  elif .p99.verdict == "met" then "" else ", p99 \(.p99.verdict)" end;

def ratio_row:
  "| \(.what) | \(.event // "") | \(limit) | \(.median | spread) | " +
  "\(if .p99 then (.p99 | spread) else "" end) | " +
  "\(.median.verdict // "")\(p99_verdict) |";

def ratio_table($clock):
  "| what | event | goal | ratio of medians | ratio of p99 | goal is |",
  "|---|---|---|---|---|---|",
  ($ratios[] | select(.clock == $clock) | ratio_row);

def middle: sort | .[((length + 1) / 2 | floor) - 1];

# All rounds of one method, event and span.
def cell: "\(map(.median) | middle | round) / \(map(.p99) | middle | round)";

def latency_row($series; $span; $events):
  ($series | map(select(.span == $span))) as $mine |
  "| \($series[0].method) | " +
  ([$events[] as $event | $mine | map(select(.event == $event)) |
    if length > 0 then cell else "" end] | join(" | ")) +
  " | \([$mine[] | .n] | add / ([$mine[] | .event] | unique | length)) |";

def latency_table($runs; $span):
  ["CONNECTED", "DISCONNECTED", "LINK_ADDED", "LINK_REMOVED", "DELETED",
   "SIGNAL"] as $events |
  "| method | \($events | join(" | ")) | samples each |",
  "|---|---|---|---|---|---|---|---|",
  ([$runs[] | select(.bench == "latency") | .series[]] |
   map(select(.span == $span)) | group_by(.method) |
   sort_by(map(.median) | middle) | .[] |
   latency_row(.; $span; $events));

def section($clock):
  [.runs[] | select(.clock == $clock)] as $runs |
  "## \(if $clock == "instructions" then "By instructions" else "By time" end)",
  "",
  "\($runs | map("\(.bench): \(.rounds) rounds, seed \(.seed)") | join("; ")).",
  "",
  ratio_table($clock),
  (if any($runs[]; .bench == "latency") then
    "", "Latency from the hook, median / p99 in ns:", "",
    latency_table($runs; "hook"),
    "", "The same from just before the causing call:", "",
    latency_table($runs; "call")
   else empty end),
  "";

"# Bench of \(.host.date[0:10])",
"",
"Revision \(.host.revision), kernel \(.host.guest.kernel), \(.host.machine.processor), \(.host.guest.accelerator.real).",
"In brackets: the lowest and the highest round.",
"",
(clocks[] as $clock | section($clock))
