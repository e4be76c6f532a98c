// SPDX-License-Identifier: GPL-2.0
/* The present state: every field, the order, and how it fits the stream. */
#include <pthread.h>

#include "kselftest_harness.h"
#include "common.h"

FIXTURE(snapshot)
{
	struct stream in;
	struct pppsim_unit first, second;
	struct pppsim_channel a, b, c;
	struct pppev_entry *entries;
};

FIXTURE_SETUP(snapshot)
{
	ASSERT_EQ(0, stream_open_fresh(&self->in));
	ASSERT_EQ(0, pppsim_unit_open(&self->first));
	ASSERT_EQ(0, pppsim_unit_open(&self->second));
	ASSERT_EQ(0, pppsim_channel_open(&self->a, PPPEV_KIND_ASYNC, NULL));
	ASSERT_EQ(0, pppsim_channel_open(&self->b, PPPEV_KIND_SYNC, NULL));
	ASSERT_EQ(0, pppsim_channel_open(&self->c, PPPEV_KIND_SYNC, NULL));
	self->entries = NULL;
}

FIXTURE_TEARDOWN(snapshot)
{
	free(self->entries);
	pppsim_unit_close(&self->first);
	pppsim_unit_close(&self->second);
	pppsim_channel_close(&self->a);
	pppsim_channel_close(&self->b);
	pppsim_channel_close(&self->c);
	close(self->in.fd);
}

/* Takes one; the number of entries has to be @n. */
#define SNAPSHOT(target, n)						\
	do {								\
		uint64_t seq_;						\
									\
		free(self->entries);					\
		ASSERT_EQ(n, pppsim_snapshot(self->in.fd, target,	\
					     &self->entries, &seq_));	\
		EXPECT_EQ(pppsim_seq(self->in.fd), seq_);		\
	} while (0)

/* Entry @i in all its fields, those left out being zero. */
#define EXPECT_ENTRY(i, unit_, ...)					\
	do {								\
		struct pppev_entry want_ = { __VA_ARGS__ };		\
									\
		want_.unit = (unit_)->index;				\
		want_.ifindex = (unit_)->ifindex;			\
		strcpy(want_.ifname, (unit_)->ifname);			\
		EXPECT_EQ(0, memcmp(&want_, &self->entries[i],		\
				    sizeof(want_)));			\
	} while (0)

/* Connects @ch and gives the record. */
static int add_link(int fd, struct pppsim_channel *ch,
		    const struct pppsim_unit *unit, struct pppev_event *ev)
{
	int rc = pppsim_channel_connect(ch, unit->index);

	return rc ? rc : pppsim_next(fd, ev, PPPSIM_TIMEOUT);
}

TEST_F(snapshot, of_units_without_links_shows_new_connections)
{
	SNAPSHOT(0, 2);
	EXPECT_LT(0, self->entries[0].id);
	EXPECT_LT(self->entries[0].id, self->entries[1].id);
	EXPECT_ENTRY(0, &self->first, .id = self->entries[0].id,
		     .conn_id = self->entries[0].id,
		     .type = PPPEV_ENTRY_CONNECTION, .state = PPPEV_STATE_NEW,
		     .channel = -1);
	EXPECT_ENTRY(1, &self->second, .id = self->entries[1].id,
		     .conn_id = self->entries[1].id,
		     .type = PPPEV_ENTRY_CONNECTION, .state = PPPEV_STATE_NEW,
		     .channel = -1);
}

TEST_F(snapshot, of_nothing_is_empty)
{
	pppsim_unit_close(&self->first);
	pppsim_unit_close(&self->second);
	SNAPSHOT(0, 0);
}

TEST_F(snapshot, shows_a_bundle_with_its_links_in_the_order_of_places)
{
	struct pppev_event a, b, c, up;

	ASSERT_EQ(0, add_link(self->in.fd, &self->a, &self->first, &a));
	ASSERT_EQ(0, add_link(self->in.fd, &self->b, &self->first, &b));
	ASSERT_EQ(0, pppsim_channel_disconnect(&self->a));
	ASSERT_EQ(0, pppsim_next(self->in.fd, &up, PPPSIM_TIMEOUT));
	/* Takes place 1 and comes first, although it is the youngest. */
	ASSERT_EQ(0, add_link(self->in.fd, &self->c, &self->first, &c));
	ASSERT_EQ(0, pppsim_unit_up(&self->first));
	ASSERT_EQ(0, pppsim_next(self->in.fd, &up, PPPSIM_TIMEOUT));
	ASSERT_EQ(PPPEV_EVENT_CONNECTED, up.type);

	SNAPSHOT(0, 4);
	EXPECT_LE(b.time_ns - self->entries[2].since_ns, 1000000000);
	EXPECT_ENTRY(0, &self->first, .id = a.conn_id, .conn_id = a.conn_id,
		     .since_ns = self->entries[0].since_ns,
		     .type = PPPEV_ENTRY_CONNECTION,
		     .state = PPPEV_STATE_CONNECTED,
		     .flags = PPPEV_FLAG_MULTILINK, .kind = PPPEV_KIND_ASYNC,
		     .channel = -1, .links = 2, .subentry = 2);
	EXPECT_ENTRY(1, &self->first, .id = c.link_id, .conn_id = a.conn_id,
		     .since_ns = self->entries[1].since_ns,
		     .type = PPPEV_ENTRY_LINK, .state = PPPEV_STATE_CONNECTED,
		     .flags = PPPEV_FLAG_MULTILINK, .kind = PPPEV_KIND_SYNC,
		     .channel = self->c.index, .links = 2, .subentry = 1);
	EXPECT_ENTRY(2, &self->first, .id = b.link_id, .conn_id = a.conn_id,
		     .since_ns = self->entries[2].since_ns,
		     .type = PPPEV_ENTRY_LINK, .state = PPPEV_STATE_CONNECTED,
		     .flags = PPPEV_FLAG_MULTILINK, .kind = PPPEV_KIND_SYNC,
		     .channel = self->b.index, .links = 2, .subentry = 2);
	EXPECT_ENTRY(3, &self->second, .id = self->entries[3].id,
		     .conn_id = self->entries[3].id,
		     .type = PPPEV_ENTRY_CONNECTION, .state = PPPEV_STATE_NEW,
		     .channel = -1);
}

/* Between the causing call and the record, on one clock. */
TEST_F(snapshot, tells_since_when)
{
	struct pppev_event link, up;
	uint64_t before = pppsim_now();

	SNAPSHOT(0, 2);
	EXPECT_EQ(0, self->entries[0].since_ns);
	ASSERT_EQ(0, add_link(self->in.fd, &self->a, &self->first, &link));
	ASSERT_EQ(0, pppsim_unit_up(&self->first));
	ASSERT_EQ(0, pppsim_next(self->in.fd, &up, PPPSIM_TIMEOUT));
	SNAPSHOT(0, 3);
	EXPECT_LE(before, self->entries[1].since_ns);
	EXPECT_LE(self->entries[1].since_ns, link.time_ns);
	EXPECT_LE(link.time_ns, self->entries[0].since_ns);
	EXPECT_LE(self->entries[0].since_ns, up.time_ns);
}

TEST_F(snapshot, shows_an_ended_connection_while_it_has_links)
{
	struct pppev_event ev;

	pppsim_unit_close(&self->second);
	ASSERT_EQ(0, add_link(self->in.fd, &self->a, &self->first, &ev));
	ASSERT_EQ(0, pppsim_unit_up(&self->first));
	ASSERT_EQ(0, pppsim_unit_down(&self->first));
	SNAPSHOT(0, 2);
	EXPECT_EQ(PPPEV_STATE_ENDED, self->entries[0].state);
	EXPECT_EQ(ev.conn_id, self->entries[0].id);
	EXPECT_EQ(PPPEV_STATE_ENDED, self->entries[1].state);
	EXPECT_EQ(ev.link_id, self->entries[1].id);
	ASSERT_EQ(0, pppsim_channel_disconnect(&self->a));
	SNAPSHOT(0, 0);
}

TEST_F(snapshot, of_one_connection_or_link_shows_only_that)
{
	struct pppev_event a, b, c;

	ASSERT_EQ(0, add_link(self->in.fd, &self->a, &self->first, &a));
	ASSERT_EQ(0, add_link(self->in.fd, &self->b, &self->first, &b));
	ASSERT_EQ(0, add_link(self->in.fd, &self->c, &self->second, &c));
	SNAPSHOT(a.conn_id, 3);
	EXPECT_EQ(a.conn_id, self->entries[0].id);
	EXPECT_EQ(a.link_id, self->entries[1].id);
	EXPECT_EQ(b.link_id, self->entries[2].id);
	SNAPSHOT(b.link_id, 1);
	EXPECT_EQ(b.link_id, self->entries[0].id);
	EXPECT_EQ(PPPEV_ENTRY_LINK, self->entries[0].type);
	SNAPSHOT(c.conn_id, 2);
	EXPECT_EQ(c.link_id, self->entries[1].id);
	ASSERT_EQ(0, pppsim_channel_disconnect(&self->b));
	EXPECT_EQ(-ENOENT, pppsim_snapshot(self->in.fd, b.link_id,
					   &self->entries, NULL));
}

TEST_F(snapshot, follows_a_rename)
{
	ASSERT_EQ(0, pppsim_if_rename(self->first.ifname, "uplink"));
	SNAPSHOT(0, 2);
	EXPECT_STREQ("uplink", self->entries[0].ifname);
}

TEST_F(snapshot, connections_come_in_the_order_they_began)
{
	struct pppev_event ev;
	uint64_t old;

	SNAPSHOT(0, 2);
	old = self->entries[0].id;
	/* The first unit begins again and so comes last. */
	ASSERT_EQ(0, add_link(self->in.fd, &self->a, &self->first, &ev));
	EXPECT_EQ(old, ev.conn_id);
	ASSERT_EQ(0, pppsim_channel_disconnect(&self->a));
	ASSERT_EQ(0, pppsim_next(self->in.fd, &ev, PPPSIM_TIMEOUT));
	ASSERT_EQ(0, add_link(self->in.fd, &self->a, &self->first, &ev));
	SNAPSHOT(0, 3);
	EXPECT_EQ(self->second.index, self->entries[0].unit);
	EXPECT_EQ(ev.conn_id, self->entries[1].id);
	EXPECT_LT(self->entries[0].id, self->entries[1].id);
}

/* ---- snapshot and stream fit ------------------------------------------ */

#define MAX_ENTRIES	16

/* What a client keeps: ids and states, from a snapshot and events after it. */
struct model {
	uint64_t seq;
	unsigned int n;
	struct {
		uint64_t id;
		uint64_t conn;		/* of a link; a connection: 0 */
		uint32_t state;		/* of a connection */
	} entry[MAX_ENTRIES];
};

static void model_load(struct model *m, const struct pppev_entry *entries,
		       int n, uint64_t seq)
{
	m->seq = seq;
	m->n = n;
	for (int i = 0; i < n; i++) {
		bool link = entries[i].type == PPPEV_ENTRY_LINK;

		m->entry[i].id = entries[i].id;
		m->entry[i].conn = link ? entries[i].conn_id : 0;
		m->entry[i].state = link ? 0 : entries[i].state;
	}
}

static int model_find(const struct model *m, uint64_t id)
{
	for (unsigned int i = 0; i < m->n; i++) {
		if (m->entry[i].id == id)
			return i;
	}
	return -1;
}

static int model_add(struct model *m, uint64_t id, uint64_t conn,
		     uint32_t state)
{
	if (m->n == MAX_ENTRIES)
		return -ENOSPC;
	m->entry[m->n].id = id;
	m->entry[m->n].conn = conn;
	m->entry[m->n].state = state;
	m->n++;
	return 0;
}

static int model_drop(struct model *m, uint64_t id)
{
	int i = model_find(m, id);

	if (i < 0)
		return -ENOENT;
	m->entry[i] = m->entry[--m->n];
	return 0;
}

/* The links of a unit go over to its new connection. */
static int model_begin(struct model *m, const struct pppev_event *ev,
		       uint64_t before)
{
	for (unsigned int i = 0; i < m->n; i++) {
		if (before && m->entry[i].conn == before)
			m->entry[i].conn = ev->conn_id;
	}
	if (before)
		model_drop(m, before);
	return model_add(m, ev->conn_id, 0, PPPEV_STATE_NEW);
}

/* Unit numbers are small here: the connection each unit had last. */
static int model_apply(struct model *m, const struct pppev_event *ev,
		       uint64_t last_of_unit[2])
{
	uint64_t *last = &last_of_unit[ev->unit];
	int i, rc = 0;

	if (ev->seq != m->seq + 1)
		return -EILSEQ;
	m->seq = ev->seq;
	if (model_find(m, ev->conn_id) < 0)
		rc = model_begin(m, ev, model_find(m, *last) < 0 ? 0 : *last);
	*last = ev->conn_id;
	i = model_find(m, ev->conn_id);
	if (rc || i < 0)
		return -ENOENT;
	switch (ev->type) {
	case PPPEV_EVENT_CONNECTED:
		m->entry[i].state = PPPEV_STATE_CONNECTED;
		break;
	case PPPEV_EVENT_DISCONNECTED:
		m->entry[i].state = PPPEV_STATE_ENDED;
		break;
	case PPPEV_EVENT_LINK_ADDED:
		rc = model_add(m, ev->link_id, ev->conn_id, 0);
		break;
	case PPPEV_EVENT_LINK_REMOVED:
		rc = model_drop(m, ev->link_id);
		break;
	default:
		rc = -EPROTO;
	}
	/* What is over and has no links is not shown. */
	i = model_find(m, ev->conn_id);
	if (!rc && !ev->links && ev->type != PPPEV_EVENT_CONNECTED &&
	    m->entry[i].state != PPPEV_STATE_CONNECTED)
		rc = model_drop(m, ev->conn_id);
	return rc;
}

static bool model_equal(const struct model *a, const struct model *b)
{
	if (a->seq != b->seq || a->n != b->n)
		return false;
	for (unsigned int i = 0; i < a->n; i++) {
		int k = model_find(b, a->entry[i].id);

		if (k < 0 || a->entry[i].conn != b->entry[k].conn ||
		    a->entry[i].state != b->entry[k].state)
			return false;
	}
	return true;
}

struct storm {
	struct pppsim_unit *unit[2];
	struct pppsim_channel *ch[3];
	unsigned int seed;
	int done;
};

/* Random calls, each of which is allowed to fail. */
static void *storm(void *arg)
{
	struct storm *s = arg;

	for (int i = 0; i < 400; i++) {
		unsigned int r = rand_r(&s->seed) >> 4;
		struct pppsim_channel *ch = s->ch[r % 3];
		struct pppsim_unit *unit = s->unit[(r >> 4) % 2];

		switch ((r >> 8) % 6) {
		case 0:
		case 1:
			pppsim_channel_connect(ch, unit->index);
			break;
		case 2:
			pppsim_channel_disconnect(ch);
			break;
		case 3:
			pppsim_unit_up(unit);
			break;
		case 4:
			pppsim_unit_down(unit);
			break;
		case 5:
			pppsim_unit_npmode(unit, PPP_IP, (r >> 12) % 2 ?
					   NPMODE_PASS : NPMODE_QUEUE);
			break;
		}
	}
	__atomic_store_n(&s->done, 1, __ATOMIC_RELEASE);
	return NULL;
}

/* Events up to @seq; those the model has already seen are passed over. */
static int model_follow(struct model *m, int fd, uint64_t seq,
			uint64_t last_of_unit[2])
{
	struct pppev_event ev;
	int rc = 0;

	while (!rc && m->seq < seq) {
		rc = pppsim_next(fd, &ev, PPPSIM_TIMEOUT);
		if (!rc && ev.seq > m->seq)
			rc = model_apply(m, &ev, last_of_unit);
	}
	return rc;
}

TEST_F(snapshot, and_the_events_after_it_give_the_next_snapshot)
{
	uint64_t last_of_unit[2] = { 0 }, seq;
	struct model model, next;
	pthread_t thread;
	struct storm s = {
		.unit = { &self->first, &self->second },
		.ch = { &self->a, &self->b, &self->c },
		.seed = 1,
	};
	int n, done, rounds = 0;

	n = pppsim_snapshot(self->in.fd, 0, &self->entries, &seq);
	ASSERT_EQ(2, n);
	for (int i = 0; i < n; i++)
		last_of_unit[self->entries[i].unit] = self->entries[i].id;
	model_load(&model, self->entries, n, seq);

	ASSERT_EQ(0, pthread_create(&thread, NULL, storm, &s));
	do {
		done = __atomic_load_n(&s.done, __ATOMIC_ACQUIRE);
		free(self->entries);
		n = pppsim_snapshot(self->in.fd, 0, &self->entries, &seq);
		ASSERT_LE(0, n);
		ASSERT_GE(MAX_ENTRIES, n);
		model_load(&next, self->entries, n, seq);
		ASSERT_EQ(0, model_follow(&model, self->in.fd, seq,
					  last_of_unit));
		ASSERT_TRUE(model_equal(&model, &next));
		rounds++;
	} while (!done);
	ASSERT_EQ(0, pthread_join(thread, NULL));
	TH_LOG("seed 1: %d snapshots, %llu events", rounds,
	       (unsigned long long)model.seq);
	EXPECT_LT(1, rounds);
	EXPECT_LT(50, model.seq);
	NOTHING(&self->in);
}

TEST_HARNESS_MAIN
