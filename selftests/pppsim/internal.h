/* SPDX-License-Identifier: GPL-2.0 */
/* pppsim internals shared by its files. */
#ifndef PPPSIM_INTERNAL_H
#define PPPSIM_INTERNAL_H

#include <errno.h>
#include <unistd.h>

/* 0 or a positive result stays, -1 becomes the negative errno value. */
static inline int sim_rc(int rc)
{
	return rc < 0 ? -errno : rc;
}

static inline void sim_close(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* A number never given out before in this process. */
unsigned int sim_serial(void);

/* Opens /dev/ppp. */
int sim_ppp_open(void);

/* Milliseconds left until @deadline (pppsim_now() clock), 0 when over. */
int sim_left(uint64_t deadline);
uint64_t sim_deadline(int timeout_ms);

struct pppsim_channel;

/* The two families of channels: both fill all members but kind and ppp. */
int sim_tty_make(struct pppsim_channel *ch, int ldisc);
int sim_pppoe_make(struct pppsim_channel *ch, const char *dev);
int sim_l2tp_make(struct pppsim_channel *ch);
int sim_l2tp_join(struct pppsim_channel *ch,
		  const struct pppsim_channel *tunnel, uint16_t session);
int sim_pptp_make(struct pppsim_channel *ch);

#endif /* PPPSIM_INTERNAL_H */
