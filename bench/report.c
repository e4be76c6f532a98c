// SPDX-License-Identifier: GPL-2.0
/* The figures: a table for people, one JSON object for programs. */
#include <stdio.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "bench.h"

static const char *const transition_name[] = {
	[DOWN] = "DISCONNECTED", [UP] = "CONNECTED",
};
static const char *const span_name[] = {
	[FROM_HOOK] = "hook", [FROM_CALL] = "call",
};

/* Which medians are divided by which: indices into results.methods. */
enum { WAIT, EVENTFD, RTNETLINK };

static const struct comparison {
	const char *what;
	int over, under;
	enum span span;
} comparisons[] = {
	{ "WaitForSingleObject / bare eventfd, from the hook",
	  WAIT, EVENTFD, FROM_HOOK },
	{ "rtnetlink / WaitForSingleObject, from the hook",
	  RTNETLINK, WAIT, FROM_HOOK },
	{ "rtnetlink / WaitForSingleObject, from the system call",
	  RTNETLINK, WAIT, FROM_CALL },
};

#define N_COMPARISONS (sizeof(comparisons) / sizeof(comparisons[0]))

static struct summary total(const struct results *res, int method,
			    enum transition to, enum span span)
{
	return summarise(res->series[method][to][span].ns,
			 (size_t)res->opt->rounds * res->opt->samples);
}

static struct ratio compare(const struct results *res,
			    const struct comparison *cmp, enum transition to)
{
	return ratio_of(&res->series[cmp->over][to][cmp->span],
			&res->series[cmp->under][to][cmp->span], res->opt);
}

static void print_machine(const struct options *opt)
{
	struct utsname name;

	uname(&name);
	printf("%s %s, %ld CPU(s); %u rounds of %u samples each, seed %u\n",
	       name.sysname, name.release, sysconf(_SC_NPROCESSORS_ONLN),
	       opt->rounds, opt->samples, opt->seed);
}

static void print_rows(const struct results *res, enum span span)
{
	for (int m = 0; m < N_METHODS; m++) {
		for (int to = UP; to >= DOWN; to--) {
			struct summary sum = total(res, m, to, span);

			printf("  %-10s %-12s %10.1f %10.1f %10.1f\n",
			       res->methods[m]->name, transition_name[to],
			       sum.median, sum.p99, sum.min);
		}
	}
}

static void print_ratios(const struct results *res)
{
	for (size_t i = 0; i < N_COMPARISONS; i++) {
		for (int to = UP; to >= DOWN; to--) {
			struct ratio r = compare(res, &comparisons[i], to);

			printf("  %-52s %-12s %5.2f  (%.2f to %.2f)\n",
			       comparisons[i].what, transition_name[to],
			       r.median, r.min, r.max);
		}
	}
}

void report_text(const struct results *res)
{
	print_machine(res->opt);
	printf("\nMicroseconds from the module's hook to the return of the waiting call\n"
	       "(eventfd: from just before its write)\n"
	       "  %-10s %-12s %10s %10s %10s\n", "", "", "median", "p99", "min");
	print_rows(res, FROM_HOOK);
	printf("\nMicroseconds from just before the causing system call\n");
	print_rows(res, FROM_CALL);
	printf("\nRatios of medians: median of the rounds (lowest to highest)\n");
	print_ratios(res);
	printf("\n");
	for (int m = 0; m < N_METHODS; m++)
		printf("  %-10s %s\n", res->methods[m]->name,
		       res->methods[m]->what);
}

static void json_series(const struct results *res, int method,
			enum transition to, enum span span)
{
	struct summary sum = total(res, method, to, span);

	printf("{\"method\":\"%s\",\"event\":\"%s\",\"from\":\"%s\","
	       "\"median_us\":%.3f,\"p99_us\":%.3f,\"min_us\":%.3f}",
	       res->methods[method]->name, transition_name[to],
	       span_name[span], sum.median, sum.p99, sum.min);
}

static void json_ratio(const struct results *res, const struct comparison *cmp,
		       enum transition to)
{
	struct ratio r = compare(res, cmp, to);

	printf("{\"over\":\"%s\",\"under\":\"%s\",\"event\":\"%s\","
	       "\"from\":\"%s\",\"median\":%.4f,\"min\":%.4f,\"max\":%.4f}",
	       res->methods[cmp->over]->name, res->methods[cmp->under]->name,
	       transition_name[to], span_name[cmp->span], r.median, r.min,
	       r.max);
}

/* Kernel names and releases hold no character that JSON has to escape. */
void report_json(const struct results *res)
{
	const struct options *opt = res->opt;
	const char *comma = "";
	struct utsname name;

	uname(&name);
	printf("{\"kernel\":\"%s\",\"machine\":\"%s\",\"cpus\":%ld,"
	       "\"rounds\":%u,\"samples\":%u,\"seed\":%u,\"latency\":[",
	       name.release, name.machine, sysconf(_SC_NPROCESSORS_ONLN),
	       opt->rounds, opt->samples, opt->seed);
	for (int i = 0; i < N_METHODS * TRANSITIONS * SPANS; i++) {
		fputs(comma, stdout);
		json_series(res, i / SPANS / TRANSITIONS,
			    i / SPANS % TRANSITIONS, i % SPANS);
		comma = ",";
	}
	fputs("],\"ratios\":[", stdout);
	comma = "";
	for (size_t i = 0; i < N_COMPARISONS * TRANSITIONS; i++) {
		fputs(comma, stdout);
		json_ratio(res, &comparisons[i / TRANSITIONS],
			   i % TRANSITIONS);
		comma = ",";
	}
	puts("]}");
}
