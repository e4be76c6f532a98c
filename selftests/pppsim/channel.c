// SPDX-License-Identifier: GPL-2.0
/* Channels of every kind: make, attach, connect, take away. */
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <linux/ppp-ioctl.h>
#include <linux/tty.h>

#include "pppsim.h"
#include "internal.h"

#ifndef PPPIOCBRIDGECHAN	/* since 5.11 */
#define PPPIOCBRIDGECHAN	_IOW('t', 53, int)
#define PPPIOCUNBRIDGECHAN	_IO('t', 52)
#endif

unsigned int sim_serial(void)
{
	static unsigned int serial;

	return __atomic_add_fetch(&serial, 1, __ATOMIC_RELAXED);
}

int sim_ppp_open(void)
{
	return sim_rc(open("/dev/ppp", O_RDWR | O_CLOEXEC));
}

static bool is_tty(const struct pppsim_channel *ch)
{
	return ch->kind == PPPEV_KIND_ASYNC || ch->kind == PPPEV_KIND_SYNC;
}

int sim_tty_make(struct pppsim_channel *ch, int ldisc)
{
	ch->lower = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (ch->lower < 0)
		return -errno;
	if (grantpt(ch->lower) || unlockpt(ch->lower))
		return -errno;
	/* By descriptor, so that no mount of /dev/pts has to be the right one. */
	ch->driver = ioctl(ch->lower, TIOCGPTPEER,
			   O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (ch->driver < 0)
		return -errno;
	return sim_rc(ioctl(ch->driver, TIOCSETD, &ldisc));
}

static int make_kind(struct pppsim_channel *ch, const char *dev)
{
	switch (ch->kind) {
	case PPPEV_KIND_ASYNC:
		return sim_tty_make(ch, N_PPP);
	case PPPEV_KIND_SYNC:
		return sim_tty_make(ch, N_SYNC_PPP);
	case PPPEV_KIND_PPPOE:
		return sim_pppoe_make(ch, dev);
	case PPPEV_KIND_L2TP:
		return sim_l2tp_make(ch);
	case PPPEV_KIND_PPTP:
		return sim_pptp_make(ch);
	default:
		return -EINVAL;
	}
}

static void start(struct pppsim_channel *ch, enum pppev_kind kind)
{
	*ch = (struct pppsim_channel) {
		.kind = kind, .index = -1,
		.driver = -1, .lower = -1, .udp = -1, .ppp = -1,
	};
}

/* @rc: of making the driver's side. */
static int finish(struct pppsim_channel *ch, int rc)
{
	if (!rc)
		rc = sim_rc(ioctl(ch->driver, PPPIOCGCHAN, &ch->index));
	if (rc)
		pppsim_channel_close(ch);
	return rc;
}

int pppsim_channel_make(struct pppsim_channel *ch, enum pppev_kind kind,
			const char *dev)
{
	start(ch, kind);
	return finish(ch, make_kind(ch, dev));
}

int pppsim_channel_attach(struct pppsim_channel *ch)
{
	int rc;

	ch->ppp = sim_ppp_open();
	if (ch->ppp < 0) {
		rc = ch->ppp;
		ch->ppp = -1;
		return rc;
	}
	rc = sim_rc(ioctl(ch->ppp, PPPIOCATTCHAN, &ch->index));
	if (rc)
		sim_close(&ch->ppp);
	return rc;
}

int pppsim_channel_open(struct pppsim_channel *ch, enum pppev_kind kind,
			const char *dev)
{
	int rc = pppsim_channel_make(ch, kind, dev);

	if (rc)
		return rc;
	rc = pppsim_channel_attach(ch);
	if (rc)
		pppsim_channel_close(ch);
	return rc;
}

int pppsim_channel_open_l2tp(struct pppsim_channel *ch,
			     const struct pppsim_channel *tunnel,
			     uint16_t session)
{
	int rc;

	start(ch, PPPEV_KIND_L2TP);
	rc = finish(ch, sim_l2tp_join(ch, tunnel, session));
	if (rc)
		return rc;
	rc = pppsim_channel_attach(ch);
	if (rc)
		pppsim_channel_close(ch);
	return rc;
}

void pppsim_channel_detach(struct pppsim_channel *ch)
{
	sim_close(&ch->ppp);
}

int pppsim_channel_connect(struct pppsim_channel *ch, int unit)
{
	return sim_rc(ioctl(ch->ppp, PPPIOCCONNECT, &unit));
}

int pppsim_channel_disconnect(struct pppsim_channel *ch)
{
	return sim_rc(ioctl(ch->ppp, PPPIOCDISCONN));
}

int pppsim_channel_bridge(struct pppsim_channel *ch,
			  const struct pppsim_channel *other)
{
	int index = other->index;

	return sim_rc(ioctl(ch->ppp, PPPIOCBRIDGECHAN, &index));
}

int pppsim_channel_unbridge(struct pppsim_channel *ch)
{
	return sim_rc(ioctl(ch->ppp, PPPIOCUNBRIDGECHAN));
}

int pppsim_channel_hangup(struct pppsim_channel *ch)
{
	if (!is_tty(ch) || ch->lower < 0)
		return -EINVAL;
	sim_close(&ch->lower);
	return 0;
}

int pppsim_channel_wait_gone(struct pppsim_channel *ch, int timeout_ms)
{
	struct pollfd pfd = { .fd = ch->ppp };
	uint64_t deadline = sim_deadline(timeout_ms);
	int rc;

	do {
		rc = sim_rc(poll(&pfd, 1, sim_left(deadline)));
	} while (rc == -EINTR);
	if (rc < 0)
		return rc;
	return rc ? 0 : -ETIMEDOUT;
}

void pppsim_channel_drop(struct pppsim_channel *ch)
{
	sim_close(&ch->driver);
	sim_close(&ch->lower);
	sim_close(&ch->udp);
}

void pppsim_channel_close(struct pppsim_channel *ch)
{
	pppsim_channel_detach(ch);
	pppsim_channel_drop(ch);
}
