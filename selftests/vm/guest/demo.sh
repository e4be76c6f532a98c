#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Bring real PPP sessions up and down, show what the watchers say about it,
# and compare that with what was done.
. "${0%/*}/wait.sh"
. "${0%/*}/session.sh"
. "${0%/*}/module.sh"
. "${0%/*}/klog.sh"

demo_dir=/run/demo
events=$demo_dir/events.json

step()
{
	printf '\n== %s\n' "$*"
}

fail()
{
	printf '\nThe demo FAILED: %s\n' "$*"
	tail -n 15 "$session_dir"/* 2>/dev/null | grep -v '^$'
	exit 1
}

# Show the lines of standard input behind a name at once, and keep them.
show_as()
{
	while IFS= read -r line; do
		printf '%s\n' "$line" >>"$demo_dir/$1"
		printf '   %-9s | %s\n' "$1" "$line"
	done
}

# Run a watcher in the background.  Sets $watcher to its process id, which a
# pipe would hide.
watch_with()
{
	label=$1
	shift
	mkfifo "$demo_dir/$label.fifo"
	show_as "$label" <"$demo_dir/$label.fifo" &
	"$@" >"$demo_dir/$label.fifo" 2>&1 &
	watcher=$!
}

watchers_start()
{
	pppev monitor --json >"$events" &
	counter=$!
	watch_with monitor pppev monitor
	monitor=$watcher
	watch_with watch_any watch_any
	example=$watcher
	for watcher in "$counter" "$monitor" "$example"; do
		wait_until "the watchers" watches_device "$watcher" ||
			fail "process $watcher does not watch /dev/pppev"
	done
}

watchers_stop()
{
	for watcher in "$counter" "$monitor" "$example"; do
		kill "$watcher"
		wait "$watcher" 2>/dev/null
	done
}

# What was done: one line per event it has to cause.
caused()
{
	printf '%s\n' "$@" >>"$demo_dir/caused"
}

count()
{
	grep -c -e "$2" "$1"
}

seen()
{
	count "$events" "\"type\": *\"$1\""
}

# How often the example said it.
reported()
{
	count "$demo_dir/watch_any" "^$1 "
}

seen_all()
{
	for type in $event_types; do
		[ "$(seen "$type")" -ge "$(count "$demo_dir/caused" "^$type$")" ] ||
			return
	done
	[ "$(reported disconnected)" -ge "$(seen DISCONNECTED)" ]
}

event_types='LINK_ADDED CONNECTED LINK_REMOVED DISCONNECTED'

row()
{
	printf '   %-14s %6s   %-24s %6s\n' "$@"
}

# The example looks at the present state when it is woken, so what follows
# closely may be one line of it: of links only connections are compared.
summary()
{
	verdict=0
	echo
	row 'what was done' times 'seen as' times
	for type in $event_types LOST; do
		done=$(count "$demo_dir/caused" "^$type$")
		got=$(seen "$type")
		row "$(meaning "$type")" "$done" "$type" "$got"
		[ "$done" -eq "$got" ] || verdict=1
	done
	for type in CONNECTED DISCONNECTED; do
		done=$(count "$demo_dir/caused" "^$type$")
		word=$(echo "$type" | tr '[:upper:]' '[:lower:]')
		got=$(reported "$word")
		row "$(meaning "$type")" "$done" "watch_any: $word" "$got"
		[ "$done" -eq "$got" ] || verdict=1
	done
	return "$verdict"
}

meaning()
{
	case $1 in
	LINK_ADDED) echo "link attached" ;;
	LINK_REMOVED) echo "link removed" ;;
	CONNECTED) echo "came up" ;;
	DISCONNECTED) echo "went down" ;;
	LOST) echo "(nothing lost)" ;;
	esac
}

pppoe_up()
{
	step "PPPoE over Ethernet: pppd connects to a pppoe-server"
	pppoe_server_start
	pppoe_connect || fail "no PPPoE session"
	caused LINK_ADDED CONNECTED
	ping -c 1 -W 5 10.67.0.1 >/dev/null || fail "no answer through PPPoE"
	echo "   the server answers a ping through ppp0"
}

bundle_up()
{
	step "A multilink bundle of three links"
	for n in 1 2 3; do
		link_wire "$n" || fail "no ptys for link $n"
		link_connect "$n" || fail "link $n does not come up"
		caused LINK_ADDED
	done
	caused CONNECTED
	ping -c 1 -W 5 10.68.0.1 >/dev/null || fail "no answer through the bundle"
	echo "   the peer answers a ping through ppp1; pppev list:"
	pppev list | sed 's/^/   /'
}

link_away_and_back()
{
	step "Link 2 is taken away"
	link_disconnect 2
	caused LINK_REMOVED
	step "Link 2 comes back"
	link_connect 2 || fail "link 2 does not come back"
	caused LINK_ADDED
}

all_down()
{
	step "The bundle is taken down, link by link"
	for n in 3 2 1; do
		link_disconnect "$n"
		link_unwire "$n"
		caused LINK_REMOVED
	done
	caused DISCONNECTED
	step "The PPPoE session ends"
	session_stop "$session"
	caused LINK_REMOVED DISCONNECTED
}

mkdir -p "$demo_dir"
klog_start
peer_start || fail "no namespaces for the peer"
watchers_start
pppoe_up
bundle_up
link_away_and_back
all_down
wait_limit=10
wait_until "all the events" seen_all

step "What was done, and what 'pppev monitor --json' and watch_any saw of it"
watchers_stop
pppoe_server_stop
peer_stop
summary || fail "what was seen is not what was done"
module_unload || fail "the module does not unload"
klog_clean || fail "the kernel complained"
echo
echo "Every event was seen once, none was lost; the module unloaded and the"
echo "kernel log is clean.  From boot to here: $(cut -d. -f1 /proc/uptime) s."
