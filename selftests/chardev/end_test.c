// SPDX-License-Identifier: GPL-2.0
/*
 * Links of every kind, and every way they can end: with the reason and the
 * process that did it.
 */
#include <sys/wait.h>

#include "kselftest_harness.h"
#include "common.h"

#define REASON(name)	.reason = PPPEV_REASON_##name
#define SYNC		.kind = PPPEV_KIND_SYNC

FIXTURE(kind)
{
	struct stream in;
	struct pppsim_channel ch;
	struct pppsim_unit unit;
};

FIXTURE_VARIANT(kind)
{
	enum pppev_kind kind;
	const char *dev;
};

FIXTURE_VARIANT_ADD(kind, async) { .kind = PPPEV_KIND_ASYNC };
FIXTURE_VARIANT_ADD(kind, sync) { .kind = PPPEV_KIND_SYNC };
FIXTURE_VARIANT_ADD(kind, pppoe) { .kind = PPPEV_KIND_PPPOE, .dev = "eth" };
FIXTURE_VARIANT_ADD(kind, l2tp) { .kind = PPPEV_KIND_L2TP };
FIXTURE_VARIANT_ADD(kind, pptp) { .kind = PPPEV_KIND_PPTP };

FIXTURE_SETUP(kind)
{
	ASSERT_EQ(0, stream_open_fresh(&self->in));
	if (variant->dev) {
		ASSERT_EQ(0, pppsim_if_add_veth(variant->dev, "peer"));
		ASSERT_EQ(0, pppsim_if_up(variant->dev));
		ASSERT_EQ(0, pppsim_if_up("peer"));
	}
	ASSERT_EQ(0, pppsim_channel_open(&self->ch, variant->kind,
					 variant->dev));
	ASSERT_EQ(0, pppsim_unit_open(&self->unit));
	ASSERT_EQ(0, pppsim_unit_up(&self->unit));
}

FIXTURE_TEARDOWN(kind)
{
	pppsim_unit_close(&self->unit);
	pppsim_channel_close(&self->ch);
	close(self->in.fd);
}

TEST_F(kind, of_a_link_is_told_when_it_comes_and_when_it_goes)
{
	struct pppev_event ev;

	ASSERT_EQ(0, pppsim_channel_connect(&self->ch, self->unit.index));
	SEE(&self->in, &ev, .type = LINK_ADDED, .unit = &self->unit,
	    .ch = &self->ch, .links = 1, .place = 1);
	SEE(&self->in, NULL, .type = CONNECTED, .unit = &self->unit,
	    .kind = variant->kind, .conn = ev.conn_id, .links = 1);
	ASSERT_EQ(0, pppsim_channel_disconnect(&self->ch));
	SEE(&self->in, NULL, .type = LINK_REMOVED, .unit = &self->unit,
	    .ch = &self->ch, .conn = ev.conn_id, .link = ev.link_id,
	    REASON(DETACHED), .place = 1);
	SEE(&self->in, NULL, .type = DISCONNECTED, .unit = &self->unit,
	    .kind = variant->kind, .conn = ev.conn_id, REASON(DETACHED));
	NOTHING(&self->in);
}

TEST_F(kind, of_a_link_its_owner_closes_is_detached)
{
	struct pppev_event ev;

	ASSERT_EQ(0, pppsim_channel_connect(&self->ch, self->unit.index));
	SEE(&self->in, &ev, .type = LINK_ADDED, .unit = &self->unit,
	    .ch = &self->ch, .links = 1, .place = 1);
	SEE(&self->in, NULL, .type = CONNECTED, .unit = &self->unit,
	    .kind = variant->kind, .conn = ev.conn_id, .links = 1);
	pppsim_channel_close(&self->ch);
	SEE(&self->in, NULL, .type = LINK_REMOVED, .unit = &self->unit,
	    .ch = &self->ch, .conn = ev.conn_id, .link = ev.link_id,
	    REASON(DETACHED), .place = 1);
	SEE(&self->in, NULL, .type = DISCONNECTED, .unit = &self->unit,
	    .kind = variant->kind, .conn = ev.conn_id, REASON(DETACHED));
	NOTHING(&self->in);
}

TEST_F(kind, of_the_first_link_is_that_of_the_connection)
{
	struct pppsim_channel second;
	struct pppev_event ev;

	ASSERT_EQ(0, pppsim_channel_open(&second, PPPEV_KIND_SYNC, NULL));
	ASSERT_EQ(0, pppsim_channel_connect(&self->ch, self->unit.index));
	SEE(&self->in, &ev, .type = LINK_ADDED, .unit = &self->unit,
	    .ch = &self->ch, .links = 1, .place = 1);
	SEE(&self->in, NULL, .type = CONNECTED, .unit = &self->unit,
	    .kind = variant->kind, .conn = ev.conn_id, .links = 1);
	ASSERT_EQ(0, pppsim_channel_connect(&second, self->unit.index));
	SEE(&self->in, NULL, .type = LINK_ADDED, .unit = &self->unit,
	    .ch = &second, .conn = ev.conn_id, .links = 2, .place = 2,
	    .flags = PPPEV_FLAG_MULTILINK);
	ASSERT_EQ(0, pppsim_channel_disconnect(&self->ch));
	SEE(&self->in, NULL, .type = LINK_REMOVED, .unit = &self->unit,
	    .ch = &self->ch, .conn = ev.conn_id, .links = 1, .place = 1,
	    REASON(DETACHED), .flags = PPPEV_FLAG_MULTILINK);
	ASSERT_EQ(0, pppsim_unit_down(&self->unit));
	SEE(&self->in, NULL, .type = DISCONNECTED, .unit = &self->unit,
	    .kind = variant->kind, .conn = ev.conn_id, .links = 1,
	    REASON(INTERFACE_DOWN));
	pppsim_channel_close(&second);
}

/* ---- somebody else ends it -------------------------------------------- */

FIXTURE(end)
{
	struct stream in;
	struct session s;
	int go[2];		/* what the child waits for */
};

FIXTURE_SETUP(end)
{
	ASSERT_EQ(0, stream_open_fresh(&self->in));
	ASSERT_EQ(0, pipe(self->go));
}

FIXTURE_TEARDOWN(end)
{
	close(self->in.fd);
}

/* Runs in a child; SEE() can be told its process id. */
static pid_t in_child(int (*fn)(void *), void *arg)
{
	pid_t child = fork();

	if (!child)
		_exit(fn(arg) ? 1 : 0);
	return child;
}

static int wait_child(pid_t child)
{
	int status;

	return waitpid(child, &status, 0) == child ? status : -1;
}

/* Every link is ended in one go: the last one and the connection. */
#define SEE_LINK_THEN_CONNECTION_END(s_, ev_, ...)			\
	do {								\
		SEE(&self->in, NULL, .type = LINK_REMOVED,		\
		    .unit = &(s_)->unit, .ch = &(s_)->ch,		\
		    .conn = (ev_)->conn_id, .link = (ev_)->link_id,	\
		    .place = 1, __VA_ARGS__);				\
		SEE(&self->in, NULL, .type = DISCONNECTED,		\
		    .unit = &(s_)->unit, .kind = (s_)->ch.kind,		\
		    .conn = (ev_)->conn_id, __VA_ARGS__);		\
	} while (0)

#define SEE_UP(s_, ev_)							\
	do {								\
		ASSERT_EQ(0, pppsim_unit_up(&(s_)->unit));		\
		ASSERT_EQ(0, session_connect(s_));			\
		SEE(&self->in, ev_, .type = LINK_ADDED,			\
		    .unit = &(s_)->unit, .ch = &(s_)->ch, .links = 1,	\
		    .place = 1);					\
		SEE(&self->in, NULL, .type = CONNECTED,			\
		    .unit = &(s_)->unit, .kind = (s_)->ch.kind,		\
		    .conn = (ev_)->conn_id, .links = 1);		\
	} while (0)

static int wait_then_exit(void *arg)
{
	int *go = arg;
	char byte;

	close(go[1]);
	return read(go[0], &byte, 1) != 0;
}

TEST_F(end, by_hang_up_of_the_line_is_the_drivers)
{
	struct pppev_event ev;
	pid_t child;

	ASSERT_EQ(0, pppsim_channel_open(&self->s.ch, PPPEV_KIND_ASYNC, NULL));
	/* Of the master, the child will hold the last copy. */
	child = in_child(wait_then_exit, self->go);
	ASSERT_LT(0, child);
	ASSERT_EQ(0, pppsim_unit_open(&self->s.unit));
	SEE_UP(&self->s, &ev);
	ASSERT_EQ(0, pppsim_channel_hangup(&self->s.ch));
	NOTHING(&self->in);
	close(self->go[1]);
	ASSERT_EQ(0, wait_child(child));
	SEE_LINK_THEN_CONNECTION_END(&self->s, &ev, REASON(DRIVER_GONE),
				     .pid = child);
	NOTHING(&self->in);
	session_close(&self->s);
	NOTHING(&self->in);
}

static int make_ethernet(void)
{
	int rc = pppsim_if_add_veth("eth", "peer");

	if (!rc)
		rc = pppsim_if_up("eth");
	return rc ? rc : pppsim_if_up("peer");
}

static int open_pppoe(struct session *s)
{
	int rc = make_ethernet();

	if (!rc)
		rc = pppsim_channel_open(&s->ch, PPPEV_KIND_PPPOE, "eth");
	return rc ? rc : pppsim_unit_open(&s->unit);
}

TEST_F(end, by_padt_is_the_drivers)
{
	unsigned char own[6], peer[6];
	struct pppev_event ev;
	uint16_t sid;

	ASSERT_EQ(0, open_pppoe(&self->s));
	SEE_UP(&self->s, &ev);
	ASSERT_EQ(0, pppsim_if_mac("eth", own));
	ASSERT_EQ(0, pppsim_pppoe_peer(&self->s.ch, peer, &sid));
	ASSERT_EQ(0, pppsim_padt("peer", own, peer, sid));
	SEE_LINK_THEN_CONNECTION_END(&self->s, &ev, REASON(DRIVER_GONE),
				     .anybody = true);
	session_close(&self->s);
	NOTHING(&self->in);
}

static int delete_ethernet(void *unused)
{
	(void)unused;
	return pppsim_if_delete("eth");
}

TEST_F(end, by_loss_of_the_lower_device_is_the_drivers)
{
	struct pppev_event ev;
	pid_t child;

	ASSERT_EQ(0, open_pppoe(&self->s));
	SEE_UP(&self->s, &ev);
	child = in_child(delete_ethernet, NULL);
	ASSERT_EQ(0, wait_child(child));
	SEE_LINK_THEN_CONNECTION_END(&self->s, &ev, REASON(DRIVER_GONE),
				     .pid = child);
	session_close(&self->s);
	NOTHING(&self->in);
}

static int set_down(void *s)
{
	return pppsim_unit_down(&((struct session *)s)->unit);
}

TEST_F(end, by_an_administrator_names_him)
{
	struct pppev_event ev;
	pid_t child;

	ASSERT_EQ(0, session_open(&self->s));
	SEE_UP(&self->s, &ev);
	child = in_child(set_down, &self->s);
	ASSERT_EQ(0, wait_child(child));
	SEE(&self->in, NULL, .type = DISCONNECTED, .unit = &self->s.unit, SYNC,
	    .conn = ev.conn_id, REASON(INTERFACE_DOWN), .links = 1,
	    .pid = child);
	session_close(&self->s);
}

static int delete_interface(void *s)
{
	return pppsim_if_delete(((struct session *)s)->unit.ifname);
}

TEST_F(end, by_deletion_of_the_interface_names_who_did_it)
{
	struct pppev_event ev;
	pid_t child;

	ASSERT_EQ(0, session_open(&self->s));
	SEE_UP(&self->s, &ev);
	child = in_child(delete_interface, &self->s);
	ASSERT_EQ(0, wait_child(child));
	SEE(&self->in, NULL, .type = DISCONNECTED, .unit = &self->s.unit, SYNC,
	    .conn = ev.conn_id, REASON(INTERFACE_DELETED), .links = 1,
	    .pid = child);
	SEE(&self->in, NULL, .type = LINK_REMOVED, .unit = &self->s.unit,
	    .ch = &self->s.ch, .conn = ev.conn_id, .link = ev.link_id,
	    REASON(INTERFACE_DELETED), .place = 1, .pid = child);
	session_close(&self->s);
	NOTHING(&self->in);
}

/* ---- the owner dies --------------------------------------------------- */

struct owner {
	struct session s;
	bool unit_first;
	int sock;
};

static int open_as_owner(struct owner *o)
{
	int rc;

	if (!o->unit_first)
		return session_open(&o->s);
	rc = pppsim_unit_open(&o->s.unit);
	return rc ? rc : pppsim_channel_open(&o->s.ch, PPPEV_KIND_SYNC, NULL);
}

/* Brings the session up, tells the parent about it, and is killed. */
static int bring_up_and_wait(struct owner *o)
{
	int rc = pppsim_unit_up(&o->s.unit);

	if (!rc)
		rc = session_connect(&o->s);
	if (rc || write(o->sock, &o->s, sizeof(o->s)) != sizeof(o->s))
		return 1;
	pause();
	return 0;
}

static int own_all(void *arg)
{
	return open_as_owner(arg) || bring_up_and_wait(arg);
}

static int own_but_the_channel(void *arg)
{
	struct owner *o = arg;

	return pppsim_unit_open(&o->s.unit) || bring_up_and_wait(o);
}

/* @s is what the owner made; the descriptors in it are the owner's. */
static pid_t start_owner(int (*fn)(void *), struct owner *o,
			 struct session *s)
{
	int sock[2];
	pid_t child;

	if (pipe(sock))
		return -errno;
	o->sock = sock[1];
	child = in_child(fn, o);
	close(sock[1]);
	if (child > 0 && read(sock[0], s, sizeof(*s)) != sizeof(*s))
		child = -EIO;
	close(sock[0]);
	return child;
}

FIXTURE(owner)
{
	struct stream in;
	struct session s;
};

FIXTURE_VARIANT(owner)
{
	bool unit_first;
};

/* Which descriptor an exiting process closes first depends on its number. */
FIXTURE_VARIANT_ADD(owner, unit_first) { .unit_first = true };
FIXTURE_VARIANT_ADD(owner, channel_first) { .unit_first = false };

FIXTURE_SETUP(owner)
{
	ASSERT_EQ(0, stream_open_fresh(&self->in));
}

FIXTURE_TEARDOWN(owner)
{
	close(self->in.fd);
}

TEST_F(owner, that_is_killed_is_told_as_the_reason_once_per_link)
{
	struct owner owner = { .unit_first = variant->unit_first };
	struct pppev_event ev;
	pid_t child = start_owner(own_all, &owner, &self->s);

	ASSERT_LT(0, child);
	SEE(&self->in, &ev, .type = LINK_ADDED, .unit = &self->s.unit,
	    .ch = &self->s.ch, .links = 1, .place = 1, .pid = child);
	SEE(&self->in, NULL, .type = CONNECTED, .unit = &self->s.unit, SYNC,
	    .conn = ev.conn_id, .links = 1, .pid = child);
	ASSERT_EQ(0, kill(child, SIGKILL));
	wait_child(child);
	struct wanted link = {
		.type = LINK_REMOVED, .unit = &self->s.unit,
		.ch = &self->s.ch, .conn = ev.conn_id, .link = ev.link_id,
		REASON(OWNER_DIED), .place = 1, .pid = child,
	};
	struct wanted conn = {
		.type = DISCONNECTED, .unit = &self->s.unit, SYNC,
		.conn = ev.conn_id, REASON(OWNER_DIED), .pid = child,
	};

	EXPECT_EQ(0, stream_see_end(&self->in, &link, &conn));
	NOTHING(&self->in);
}

/*
 * A pty master that somebody else holds keeps the line discipline and the
 * channel alive after the owner's death; the unit is gone all the same.
 */
TEST_F(end, of_an_owner_whose_line_lives_on_is_told_once)
{
	struct owner owner = { 0 };
	struct pppev_event ev;
	pid_t child;

	ASSERT_EQ(0, pppsim_channel_open(&owner.s.ch, PPPEV_KIND_ASYNC, NULL));
	child = start_owner(own_but_the_channel, &owner, &self->s);
	ASSERT_LT(0, child);
	SEE(&self->in, &ev, .type = LINK_ADDED, .unit = &self->s.unit,
	    .ch = &self->s.ch, .links = 1, .place = 1, .pid = child);
	SEE(&self->in, NULL, .type = CONNECTED, .unit = &self->s.unit,
	    .kind = PPPEV_KIND_ASYNC, .conn = ev.conn_id, .links = 1,
	    .pid = child);
	ASSERT_EQ(0, kill(child, SIGKILL));
	wait_child(child);
	SEE(&self->in, NULL, .type = DISCONNECTED, .unit = &self->s.unit,
	    .kind = PPPEV_KIND_ASYNC, .conn = ev.conn_id, REASON(OWNER_DIED),
	    .links = 1, .pid = child);
	SEE(&self->in, NULL, .type = LINK_REMOVED, .unit = &self->s.unit,
	    .ch = &self->s.ch, .conn = ev.conn_id, .link = ev.link_id,
	    REASON(OWNER_DIED), .place = 1, .pid = child);
	/* The later end of the channel itself is silent. */
	pppsim_channel_close(&owner.s.ch);
	NOTHING(&self->in);
	EXPECT_EQ(0, pppsim_quiet(self->in.fd, NULL));
}

TEST_HARNESS_MAIN
