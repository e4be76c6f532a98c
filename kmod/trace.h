/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Tracepoints at the hand-overs: a hook tells the registry (pppev_hook), the
 * registry makes an event (pppev_event), the event has been handed out
 * (pppev_deliver).
 */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM pppev

#if !defined(_PPPEV_TRACE_H) || defined(TRACE_HEADER_MULTI_READ)
#define _PPPEV_TRACE_H

#include <linux/pppev.h>
#include <linux/tracepoint.h>

#include "compat.h"

#define pppev_show_type(type)					\
	__print_symbolic(type,					\
		{ PPPEV_EVENT_CONNECTED,    "CONNECTED" },	\
		{ PPPEV_EVENT_DISCONNECTED, "DISCONNECTED" },	\
		{ PPPEV_EVENT_LINK_ADDED,   "LINK_ADDED" },	\
		{ PPPEV_EVENT_LINK_REMOVED, "LINK_REMOVED" },	\
		{ PPPEV_EVENT_RESYNC,	    "RESYNC" })

#define pppev_show_reason(reason)					\
	__print_symbolic(reason,					\
		{ PPPEV_REASON_NONE,		  "-" },		\
		{ PPPEV_REASON_DETACHED,	  "DETACHED" },		\
		{ PPPEV_REASON_DRIVER_GONE,	  "DRIVER_GONE" },	\
		{ PPPEV_REASON_OWNER_DIED,	  "OWNER_DIED" },	\
		{ PPPEV_REASON_INTERFACE_DOWN,	  "INTERFACE_DOWN" },	\
		{ PPPEV_REASON_INTERFACE_DELETED, "INTERFACE_DELETED" }, \
		{ PPPEV_REASON_NAMESPACE_GONE,	  "NAMESPACE_GONE" })

/* @what: the hooked call and its side; @result: what the call returned. */
TRACE_EVENT(pppev_hook,
	TP_PROTO(const char *what, int channel, int result),
	TP_ARGS(what, channel, result),
	TP_STRUCT__entry(
		__string(what, what)
		__field(int, channel)
		__field(int, result)
	),
	TP_fast_assign(
		pppev_assign_str(what, what);
		__entry->channel = channel;
		__entry->result = result;
	),
	TP_printk("%s channel=%d result=%d", __get_str(what),
		  __entry->channel, __entry->result)
);

TRACE_EVENT(pppev_event,
	TP_PROTO(const struct pppev_event *ev),
	TP_ARGS(ev),
	TP_STRUCT__entry(
		__field(u64, seq)
		__field(u64, conn_id)
		__field(u64, link_id)
		__field(u32, type)
		__field(u32, reason)
		__field(int, ifindex)
		__field(u32, links)
	),
	TP_fast_assign(
		__entry->seq = ev->seq;
		__entry->conn_id = ev->conn_id;
		__entry->link_id = ev->link_id;
		__entry->type = ev->type;
		__entry->reason = ev->reason;
		__entry->ifindex = ev->ifindex;
		__entry->links = ev->links;
	),
	TP_printk("seq=%llu %s connection=%llu link=%llu ifindex=%d links=%u reason=%s",
		  __entry->seq, pppev_show_type(__entry->type),
		  __entry->conn_id, __entry->link_id, __entry->ifindex,
		  __entry->links, pppev_show_reason(__entry->reason))
);

TRACE_EVENT(pppev_deliver,
	TP_PROTO(u64 seq, u32 signals),
	TP_ARGS(seq, signals),
	TP_STRUCT__entry(
		__field(u64, seq)
		__field(u32, signals)
	),
	TP_fast_assign(
		__entry->seq = seq;
		__entry->signals = signals;
	),
	TP_printk("seq=%llu signals=%u", __entry->seq, __entry->signals)
);

#endif /* _PPPEV_TRACE_H */

#undef TRACE_INCLUDE_PATH
#define TRACE_INCLUDE_PATH .
#undef TRACE_INCLUDE_FILE
#define TRACE_INCLUDE_FILE trace
#include <trace/define_trace.h>
