# SPDX-License-Identifier: GPL-2.0
# The causing call by the number of watches that match, a block for each kind
# of event and of waiting: its name, then watches and microseconds.

def middle: sort | .[((length + 1) / 2 | floor) - 1];

def name:
  "\(if .method == "bare" then "bare signals in a loop" else .event end), " +
  if .parameters.asleep == 1 then "a thread sleeps on each" else "nobody waits" end;

[.runs[] | select(.bench == "fanout" and .clock == $clock) | .series[] |
 select(.span == "call" and .parameters.others == 0 and
        .parameters.processes == 1)] |
group_by(name) | .[] |
"\"\(.[0] | name)\"",
(group_by(.parameters.matching)[] |
 "\(.[0].parameters.matching) \((map(.median) | middle) / 1000)"),
"", ""
