// SPDX-License-Identifier: GPL-2.0
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "line.h"

#define PEER_LOG	"/tmp/pppd.peer.log"

/* It waits for the first word from here, and after the last one again. */
int line_open(struct line *line, struct scene *scene, int hold)
{
	char options[256];
	int ret;

	line->pppd = -1;
	line->peer = -1;
	ret = cable_start(&line->cable, 0, hold);
	if (ret)
		return ret;
	snprintf(options, sizeof(options),
		 "%s local noauth silent persist holdoff 0 maxfail 0 10.0.0.2:10.0.0.1",
		 line->cable.b);
	line->peer = pppd_start_listening(&scene->peer, PEER_LOG, options);
	return line->peer < 0 ? line->peer : 0;
}

void line_close(struct line *line)
{
	end(line->peer, SIGKILL);
	cable_stop(&line->cable);
}

int line_dial(struct line *line, const char *options)
{
	char all[256];

	snprintf(all, sizeof(all), "%s local noauth 10.0.0.1:10.0.0.2 %s",
		 line->cable.a, options);
	/* Nobody is to find what an earlier pppd wrote. */
	unlink(LINE_LOG);
	line->pppd = pppd_start(NULL, LINE_LOG, all);
	return line->pppd < 0 ? line->pppd : 0;
}

bool line_is_up(struct line *line, struct scene *scene)
{
	return scene_added(scene, PPPEV_KIND_ASYNC, 1,
			   (struct want){ .links = 1, .pid = line->pppd },
			   &line->added) &&
	       scene_next(scene, &line->added,
			  (struct want){ PPPEV_EVENT_CONNECTED, .links = 1,
					 .pid = line->pppd }) &&
	       signals_are(&scene->all, scene->stream,
			   (struct counts){ .connection = 1 });
}

static bool ends(struct line *line, struct scene *scene, pid_t pid,
		 uint32_t interface, uint32_t link)
{
	return scene_next(scene, &line->added,
			  (struct want){ PPPEV_EVENT_DISCONNECTED, interface,
					 1, .pid = pid }) &&
	       scene_next(scene, &line->added,
			  (struct want){ PPPEV_EVENT_LINK_REMOVED, link,
					 .pid = pid }) &&
	       signals_are(&scene->all, scene->stream,
			   (struct counts){ .disconnection = 1 });
}

bool line_hangs_up(struct line *line, struct scene *scene, pid_t pid)
{
	return ends(line, scene, pid, PPPEV_REASON_INTERFACE_DOWN,
		    PPPEV_REASON_DETACHED);
}

bool line_dies(struct line *line, struct scene *scene, pid_t pid)
{
	return ends(line, scene, pid, PPPEV_REASON_OWNER_DIED,
		    PPPEV_REASON_OWNER_DIED);
}
