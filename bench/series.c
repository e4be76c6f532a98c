// SPDX-License-Identifier: GPL-2.0
#include <err.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/utsname.h>
#include <termios.h>
#include <unistd.h>

#include "series.h"
#include "stats.h"

static const char *bench;
static FILE *lines;
static char *text;
static size_t length;

void series_begin(const struct options *options)
{
	struct utsname name;

	lines = open_memstream(&text, &length);
	if (!lines || uname(&name))
		err(1, "series");
	bench = options->bench;
	fprintf(lines,
		"{\"type\":\"guest\",\"bench\":\"%s\",\"kernel\":\"%s\",\"machine\":\"%s\",\"cpus\":%ld,\"clock\":\"%s\",\"seed\":%u,\"rounds\":%u,\"samples\":%u}\n",
		bench, name.release, name.machine,
		sysconf(_SC_NPROCESSORS_ONLN),
		options->instructions ? "instructions" : "real",
		options->seed, options->rounds, options->samples);
}

static void put_word(const char *name, const char *word)
{
	if (word)
		fprintf(lines, ",\"%s\":\"%s\"", name, word);
}

static void put_parameters(const struct series *series)
{
	const char *comma = "";

	fprintf(lines, ",\"parameters\":{");
	for (int i = 0; i < SERIES_PARAMETERS; i++) {
		if (!series->parameters[i].name)
			break;
		fprintf(lines, "%s\"%s\":%.10g", comma,
			series->parameters[i].name,
			series->parameters[i].value);
		comma = ",";
	}
	fprintf(lines, "}");
}

static void put_summary(const struct summary *sum)
{
	fprintf(lines,
		",\"n\":%zu,\"median\":%.10g,\"p99\":%.10g,\"min\":%.10g,\"max\":%.10g,\"quantiles\":[",
		sum->n, sum->median, sum->p99, sum->min, sum->max);
	for (int i = 0; i < QUANTILES; i++)
		fprintf(lines, "%s%.10g", i ? "," : "", sum->quantiles[i]);
	fprintf(lines, "]");
}

void series_put(const struct series *series, const double *samples, size_t n)
{
	struct summary sum = summarise(samples, n);

	fprintf(lines, "{\"type\":\"series\",\"bench\":\"%s\"", bench);
	put_word("method", series->method);
	put_word("event", series->event);
	put_word("span", series->span);
	put_word("unit", series->unit);
	put_parameters(series);
	fprintf(lines, ",\"round\":%u", series->round);
	put_summary(&sum);
	fprintf(lines, "}\n");
}

void series_end(void)
{
	if (fclose(lines) || fwrite(text, 1, length, stdout) != length ||
	    fflush(stdout))
		err(1, "series");
	free(text);
}

void series_progress(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	if (isatty(STDERR_FILENO))
		tcdrain(STDERR_FILENO);
}
