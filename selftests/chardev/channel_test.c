// SPDX-License-Identifier: GPL-2.0
/* What the module keeps of a channel, and for how long: every kind of driver. */
#include "kselftest_harness.h"
#include "common.h"

FIXTURE(channel)
{
	struct stream in;
	struct pppsim_unit unit;
	struct pppsim_channel ch;
	uint64_t before;
};

FIXTURE_VARIANT(channel)
{
	enum pppev_kind kind;
};

#define KIND(name_, kind_)						\
	FIXTURE_VARIANT_ADD(channel, name_) {				\
		.kind = PPPEV_KIND_##kind_,				\
	}

KIND(async, ASYNC);
KIND(sync, SYNC);
KIND(pppoe, PPPOE);
KIND(l2tp, L2TP);
KIND(pptp, PPTP);

/* Those of all namespaces: the tests run one at a time. */
static uint64_t known(const struct stream *in)
{
	struct pppev_stats stats;

	return pppsim_stats(in->fd, &stats) ? UINT64_MAX : stats.channels;
}

FIXTURE_SETUP(channel)
{
	ASSERT_EQ(0, stream_open_fresh(&self->in));
	ASSERT_EQ(0, pppsim_if_add_dummy("lower"));
	ASSERT_EQ(0, pppsim_if_up("lower"));
	ASSERT_EQ(0, pppsim_unit_open(&self->unit));
	self->before = known(&self->in);
	ASSERT_NE(UINT64_MAX, self->before);
	ASSERT_EQ(0, pppsim_channel_open(&self->ch, variant->kind, "lower"));
}

FIXTURE_TEARDOWN(channel)
{
	pppsim_channel_close(&self->ch);
	pppsim_unit_close(&self->unit);
	close(self->in.fd);
}

TEST_F(channel, has_one_record_from_its_file_to_the_end_of_its_driver)
{
	EXPECT_EQ(self->before + 1, known(&self->in));
	for (int i = 0; i < 3; i++) {
		ASSERT_EQ(0, pppsim_channel_connect(&self->ch,
						    self->unit.index));
		EXPECT_EQ(self->before + 1, known(&self->in));
		ASSERT_EQ(0, pppsim_channel_disconnect(&self->ch));
		EXPECT_EQ(self->before + 1, known(&self->in));
	}
	pppsim_channel_close(&self->ch);
	EXPECT_EQ(self->before, known(&self->in));
}

TEST_F(channel, has_one_though_all_its_files_are_closed)
{
	ASSERT_EQ(0, pppsim_channel_connect(&self->ch, self->unit.index));
	pppsim_channel_detach(&self->ch);
	EXPECT_EQ(self->before + 1, known(&self->in));
	pppsim_channel_drop(&self->ch);
	EXPECT_EQ(self->before, known(&self->in));
}

TEST_F(channel, without_a_driver_has_none_whatever_is_tried)
{
	ASSERT_EQ(0, pppsim_channel_connect(&self->ch, self->unit.index));
	pppsim_channel_drop(&self->ch);
	EXPECT_EQ(self->before, known(&self->in));
	EXPECT_NE(0, pppsim_channel_connect(&self->ch, self->unit.index));
	EXPECT_EQ(self->before, known(&self->in));
	EXPECT_NE(0, pppsim_channel_disconnect(&self->ch));
	EXPECT_EQ(self->before, known(&self->in));
}

TEST_F(channel, of_a_unit_that_went_has_one)
{
	ASSERT_EQ(0, pppsim_channel_connect(&self->ch, self->unit.index));
	pppsim_unit_close(&self->unit);
	EXPECT_EQ(self->before + 1, known(&self->in));
	pppsim_channel_close(&self->ch);
	EXPECT_EQ(self->before, known(&self->in));
}

TEST_HARNESS_MAIN
