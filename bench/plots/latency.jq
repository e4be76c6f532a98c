# SPDX-License-Identifier: GPL-2.0
# Quantiles from the hook, first of CONNECTED and then of DISCONNECTED, with
# those of the bare module in both, so as many.  A block for each method: its name, then
# microseconds, percent, and a colour by what kind of method it is.

def middle: sort | .[((length + 1) / 2 | floor) - 1];

def kind:
  if test("^(bare|user)-") then 0
  elif test("^(wait|epoll|read)") then 1
  else 2 end;

def colours:
  [to_entries | group_by(.value[0].method | kind)[] |
   to_entries[] | .key as $nth |
   {key: .value.key, colour: ((.value.value[0].method | kind) * 20 + $nth + 1)}] |
  sort_by(.key) | map(.colour);

def blocks($series; $event):
  ([$series[] | select(.event == $event or .event == "SIGNAL")] |
   group_by(.method) | sort_by(map(.median) | middle)) as $methods |
  ($methods | colours) as $colours |
  $methods | to_entries[] | $colours[.key] as $colour |
  "\"\(.value[0].method)\"",
  ([.value[].quantiles] | transpose | to_entries[] |
   "\((.value | middle) / 1000) \(.key * 5) \($colour)"),
  "", "";

[.runs[] | select(.bench == "latency" and .clock == $clock) | .series[] |
 select(.span == "hook" and .method != "wait-alone")] as $series |
blocks($series; "CONNECTED", "DISCONNECTED")
