# SPDX-License-Identifier: GPL-2.0
# What is asked and waited for by the number of connections, a block for each:
# its name, then connections and microseconds.

def middle: sort | .[((length + 1) / 2 | floor) - 1];

def name:
  if .method == "wait" then "WaitForSingleObject, \(.event)" else .method end +
  ", \(.parameters.namespaces) namespace" +
  if .parameters.namespaces > 1 then "s" else "" end;

[.runs[] | select(.bench == "scale" and .clock == $clock) | .series[] |
 select(.method == "snapshot" or .method == "RasEnumConnections" or
        (.method == "wait" and .span == "hook"))] |
group_by(name) | .[] |
"\"\(.[0] | name)\"",
(group_by(.parameters.connections)[] |
 "\(.[0].parameters.connections) \((map(.median) | middle) / 1000)"),
"", ""
