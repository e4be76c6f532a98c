# SPDX-License-Identifier: GPL-2.0
# Quantiles of CONNECTED from the causing call (SIGNAL for the bare ones), a
# block for each method: its name, then microseconds and percent.

def middle: sort | .[((length + 1) / 2 | floor) - 1];

[.runs[] | select(.bench == "latency" and .clock == $clock) | .series[] |
 select((.event == "CONNECTED" or .event == "SIGNAL"))] |
group_by(.method) |
# Who acts is not seen by all methods; what they have is from the hook.
map(([.[] | select(.span == "call")] | if length > 0 then . else null end) // .) |
sort_by(map(.median) | middle) | .[] |
"\"\(.[0].method)\"",
([.[].quantiles] | transpose | to_entries[] |
 "\((.value | middle) / 1000) \(.key * 5)"),
"", ""
