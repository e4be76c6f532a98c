/* SPDX-License-Identifier: GPL-2.0 */
/* A fresh namespace with two sessions, ppp0 and ppp1, and the tool in it. */
#ifndef TOOL_FIXTURE_H
#define TOOL_FIXTURE_H

#include <signal.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "common.h"
#include "tool.h"

struct scene {
	struct stream in;	/* what happens, beside what the tool says */
	struct session s[2];
	struct tool tool;
	char line[1024], want[1024];
};

static inline int scene_open(struct scene *scene)
{
	return stream_open_fresh(&scene->in) ?: session_open(&scene->s[0]) ?:
	       session_open(&scene->s[1]);
}

static inline void scene_close(struct scene *scene)
{
	session_close(&scene->s[0]);
	session_close(&scene->s[1]);
	close(scene->in.fd);
}

/* Two events. */
static inline int session_up(struct session *s)
{
	return session_connect(s) ?: pppsim_unit_up(&s->unit);
}

/* The id that "pppev list" shows first or, of @link, second. */
static inline uint64_t id_of(const struct scene *scene,
			     const struct session *s, bool link)
{
	struct pppev_entry *entries;
	int n = pppsim_snapshot(scene->in.fd, 0, &entries, NULL);
	uint64_t id = 0;

	for (int i = 0; i < n && !id; i++) {
		if (entries[i].unit == s->unit.index &&
		    entries[i].type == (link ? PPPEV_ENTRY_LINK :
					       PPPEV_ENTRY_CONNECTION))
			id = entries[i].id;
	}
	free(entries);
	return id;
}

/* The decimal text of an id, for an argument; one at a time. */
static inline const char *text_of(uint64_t id)
{
	static char text[24];

	snprintf(text, sizeof(text), "%llu", (unsigned long long)id);
	return text;
}

/* Stops the tool, so that it reads nothing until it is continued. */
static inline int tool_suspend(struct tool *tool)
{
	int status;

	if (kill(tool->pid, SIGSTOP))
		return -errno;
	return waitpid(tool->pid, &status, WUNTRACED) == tool->pid ? 0 : -errno;
}

static inline int tool_resume(struct tool *tool)
{
	return kill(tool->pid, SIGCONT) ? -errno : 0;
}

/*
 * Starts the tool with file @fd of the device instead of one of its own: what
 * is in its queue already happened between opening it and all else.
 */
static inline int tool_start_on(struct tool *tool, int fd,
				const char *const *args)
{
	int rc;

	if (fcntl(fd, F_SETFD, 0))
		return -errno;
	setenv("PPPEV_FD", text_of(fd), true);
	setenv("LD_PRELOAD", "./preload.so", true);
	rc = tool_start(tool, 0, args);
	unsetenv("LD_PRELOAD");
	return rc;
}

/* Records that wait in the one file of the device the tool has open, or -1. */
static inline int tool_queued(const struct tool *tool)
{
	int queued = -1;

	for (int fd = 3; fd < 10 && queued < 0; fd++) {
		char path[64], line[128];
		FILE *file;

		snprintf(path, sizeof(path), "/proc/%d/fdinfo/%d", tool->pid,
			 fd);
		file = fopen(path, "r");
		while (file && fgets(line, sizeof(line), file))
			sscanf(line, "pppev-queued: %d", &queued);
		if (file)
			fclose(file);
	}
	return queued;
}

/* Waits until it has read all there is. */
static inline int tool_caught_up(const struct tool *tool)
{
	uint64_t end = pppsim_now() + PPPSIM_TIMEOUT * 1000000ull;

	while (tool_queued(tool)) {
		if (pppsim_now() >= end)
			return -ETIMEDOUT;
		usleep(1000);
	}
	return 0;
}

/* For pppsim_netns_run(). */
static inline int open_here(void *unused)
{
	(void)unused;
	return pppsim_dev_open(O_RDONLY | O_NONBLOCK);
}

/* More events of @s than a queue holds; an even number of flips. */
static inline int overflow(const struct scene *scene, struct session *s)
{
	struct pppev_info info;
	int rc = pppsim_info(scene->in.fd, &info);

	for (unsigned int i = 0; !rc && i < info.queue_len + 64; i++)
		rc = session_flip(s, i % 2);
	return rc;
}

#define START(...)							\
	ASSERT_EQ(0, tool_start(&self->scene.tool, 0,			\
				(const char *const[]){ __VA_ARGS__, NULL }))
#define START_ON(fd, ...)						\
	ASSERT_EQ(0, tool_start_on(&self->scene.tool, fd,		\
				   (const char *const[]){ __VA_ARGS__, NULL }))
#define SLEEPS_IN(nr)							\
	ASSERT_EQ(0, tool_sleeps_in(&self->scene.tool, nr))
#define ENDS(code)							\
	do {								\
		EXPECT_EQ(-EPIPE, tool_line(&self->scene.tool,		\
					    self->scene.line,		\
					    sizeof(self->scene.line)));	\
		EXPECT_EQ(code, tool_stop(&self->scene.tool, 0));	\
	} while (0)

#define LINE()								\
	ASSERT_EQ(0, tool_line(&self->scene.tool, self->scene.line,	\
			       sizeof(self->scene.line)))
#define EXPECT_LINE(...)						\
	do {								\
		snprintf(self->scene.want, sizeof(self->scene.want),	\
			 __VA_ARGS__);					\
		LINE();							\
		EXPECT_STREQ(self->scene.want, self->scene.line);	\
	} while (0)

/* A part of the next line. */
#define EXPECT_PART(...)						\
	do {								\
		snprintf(self->scene.want, sizeof(self->scene.want),	\
			 __VA_ARGS__);					\
		LINE();							\
		EXPECT_NE(NULL, strstr(self->scene.line,		\
				       self->scene.want)) {		\
			TH_LOG("wanted '%s' in '%s'", self->scene.want,	\
			       self->scene.line);			\
		}							\
	} while (0)

#endif /* TOOL_FIXTURE_H */
