# SPDX-License-Identifier: GPL-2.0
# Joins results with goals: one object per clock, goal and event.
#
# What is compared was measured in the same round of the same run, so what
# disturbs a whole round disturbs both.

def matches($want):
  . as $series |
  all($want | to_entries[];
      if .key == "parameters"
      then all(.value | to_entries[]; $series.parameters[.key] == .value)
      else $series[.key] == .value end);

# The least value that half of all do not exceed.
def middle: sort | .[((length + 1) / 2 | floor) - 1];

# Of the clock's runs, by run and round.
def rounds($runs; $want):
  [$runs | to_entries[] | .key as $run | .value.series[] |
   select(matches($want)) | {key: "\($run) \(.round)", median, p99}] |
  if length == (unique_by(.key) | length) then .
  else error("more than one series is meant by \($want)") end;

# Pairs of the same round; without a divisor the values themselves.
def quotients($over; $under):
  if $under == null then $over
  else ($under | map({(.key): .}) | add) as $by |
       [$over[] | $by[.key] as $below | select($below) |
        {median: (.median / $below.median), p99: (.p99 / $below.p99)}] end;

# What belongs to the measuring itself, seen by its medians, is taken off.
def lessen($with; $without):
  ($with | map({(.key): .}) | add) as $more |
  ($without | map({(.key): .}) | add) as $fewer |
  [.[] | ($more[.key].median - $fewer[.key].median) as $cost |
   .median -= $cost | .p99 -= $cost];

# To be equal is to be so to two decimals, as goals are written.
def is_met($op; $goal):
  if $op == "<=" then . <= $goal
  elif $op == ">=" then . >= $goal
  else (. * 100 | round) == ($goal * 100 | round) end;

# Over rounds: is the middle one good enough, or at least one of them?
def verdict($op; $goal):
  if $op == null then null
  elif .median | is_met($op; $goal) then "met"
  elif $op == "==" and .min <= $goal and .max >= $goal then "met"
  elif any(.min, .max; is_met($op; $goal)) then "within noise"
  else "missed" end;

# What is known to be missed is held to what was reached.
def check($goal):
  verdict($goal.op; $goal.reached // $goal.goal);

def over_rounds: {median: middle, min: min, max: max};

# A p99 may be 1.5 times as bad as a median.
def p99_goal: if .op == "<=" then .goal * 1.5 else .goal / 1.5 end;

def row($goal; $event; $pairs):
  ($pairs | map(.median) | over_rounds) as $median |
  ($pairs | map(.p99) | over_rounds) as $p99 |
  {name: $goal.name, what: $goal.what, event: $event, op: $goal.op,
   goal: $goal.goal, rounds: ($pairs | length), unit: $goal.unit,
   median: ($median + {verdict: ($median | verdict($goal.op; $goal.goal)),
                       check: ($median | check($goal))})} +
  if $goal.p99 == false then {}
  else {p99: ($p99 + {verdict: (if $goal.op == null then null
              else $goal | p99_goal as $limit | $p99 |
                   verdict($goal.op; $limit) end)})} end;

def with_event($event): if $event == null then . else {event: $event} + . end;

def rows($runs; $goal):
  ($goal.events // [null])[] as $event |
  (rounds($runs; $goal.over | with_event($event)) |
   if $goal.less
   then lessen(rounds($runs; $goal.less.with | with_event($event));
               rounds($runs; $goal.less.without | with_event($event)))
   else . end) as $over |
  (if $goal.under then rounds($runs; $goal.under | with_event($event))
   else null end) as $under |
  quotients($over; $under) as $pairs |
  select($pairs | length > 0) |
  row($goal; $event; $pairs);

.runs as $runs |
[$runs[].clock] | unique | map(. as $clock | $goals[] as $goal |
  {clock: $clock} + rows([$runs[] | select(.clock == $clock)]; $goal))
