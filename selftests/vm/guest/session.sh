# SPDX-License-Identifier: GPL-2.0
# Real PPP sessions between this namespace, the client, and a peer that has
# namespaces of its own.
# shellcheck shell=sh disable=SC2034 # sourced: variables are used elsewhere

session_dir=/run/session
peer_holder=

# The peer needs its own /run, too: pppd finds the bundle that a link belongs
# to in /run/pppd2.tdb, and must not find that of its counterpart.
peer_start()
{
	mkdir -p "$session_dir"
	# shellcheck disable=SC2016 # $0 is for the shell within
	unshare -m -n sh -c 'mount --make-rprivate / && mount -t tmpfs tmpfs /run &&
		ip link set lo up && echo ready >"$0" && exec sleep 100000' \
		/tmp/peer.ready &
	peer_holder=$!
	wait_until "the peer's namespaces" test -s /tmp/peer.ready
}

peer()
{
	exec nsenter -t "$peer_holder" -m -n "$@"
}

peer_stop()
{
	kill "$peer_holder"
	wait "$peer_holder" 2>/dev/null
}

# A packet that is sent before the other end listens is repeated after a second.
pppd_options='lcp-restart 1 ipcp-restart 1 nodetach noauth noipv6 nodefaultroute nodeflate nobsdcomp
	novj noccp lcp-echo-interval 0 debug'

# Ethernet between the two, and an access concentrator on the peer's end.
pppoe_server_start()
{
	ip link add v0 type veth peer name v1 netns "$peer_holder"
	ip link set v0 up
	(peer ip link set v1 up)
	printf '%s\n' noauth noipv6 nodefaultroute 'lcp-restart 1' \
		'ipcp-restart 1' >/etc/ppp/pppoe-server-options
	(peer pppoe-server -F -I v1 -L 10.67.0.1 -R 10.67.0.100 -N 4) \
		>"$session_dir/pppoe-server" 2>&1 &
	pppoe_server=$!
}

pppoe_server_stop()
{
	kill "$pppoe_server"
	wait "$pppoe_server" 2>/dev/null
	ip link del v0
}

# Kernel mode: the plugin hands the session to the kernel's pppoe driver.
# Sets $session, the process id of the client's pppd.
pppoe_connect()
{
	# shellcheck disable=SC2086 # a list of words
	pppd plugin rp-pppoe.so v0 $pppd_options \
		>"$session_dir/pppoe" 2>&1 &
	session=$!
	wait_until "IPCP over PPPoE" \
		file_says "$session_dir/pppoe" '^remote IP address'
}

# End one pppd as an administrator would.
session_stop()
{
	kill "$1"
	wait "$1" 2>/dev/null
	return 0
}

# Links of the bundle: N runs over a pair of ptys, pty.N.c and pty.N.p.
link_wire()
{
	wire=$session_dir/pty.$1
	/rasnotify/selftests/pppsim/ptypair "$wire.c" "$wire.p" &
	eval "wire_$1=$!"
	wait_until "the ptys of link $1" test -e "$wire.c"
}

link_unwire()
{
	eval "kill \$wire_$1; wait \$wire_$1" 2>/dev/null
}

# Sets link_N and link_N_peer, the process ids of the two pppd.
link_connect()
{
	log=$session_dir/link.$1
	wire=$session_dir/pty.$1
	: >"$log"
	# shellcheck disable=SC2086 # a list of words
	(peer pppd "$(readlink "$wire.p")" $pppd_options local multilink \
		endpoint local:70.65.65.72 10.68.0.1:10.68.0.2) >"$log.peer" 2>&1 &
	eval "link_$1_peer=$!"
	# shellcheck disable=SC2086
	pppd "$(readlink "$wire.c")" $pppd_options local multilink \
		endpoint local:67.61.74.65 10.68.0.2:10.68.0.1 >"$log" 2>&1 &
	eval "link_$1=$!"
	wait_until "link $1 of the bundle" file_says "$log" \
		'^remote IP address\|^Link attached to ppp'
}

link_disconnect()
{
	eval "session_stop \$link_$1"
	# Its peer ends by itself: LCP told it to.
	eval "wait \$link_$1_peer" 2>/dev/null
	return 0
}
