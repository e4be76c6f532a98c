// SPDX-License-Identifier: GPL-2.0
/*
 * One bug of the caller's choice, made by a child in whose end nobody is
 * interested: that a sanitizer is silent proves something only if it has been
 * heard once.
 */
#include "leaks.h"

#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int shared;

/* The compiler would notice, too, if it knew where the pointer is from. */
static void *lose_sight(void *object)
{
	__asm__("" : "+r"(object));
	return object;
}

static void use_after_free(void)
{
	int *object = malloc(sizeof(*object));

	free(lose_sight(object));
	*(volatile int *)lose_sight(object) = 1;
}

static void leak(void)
{
	memset(lose_sight(malloc(100)), 0, 100);
}

static void overflow(void)
{
	volatile int most = INT_MAX;

	most = most + 1;
}

static void use_of_nothing(void)
{
	int *object = malloc(sizeof(*object));

	if (*(volatile int *)lose_sight(object))
		shared = 1;
	free(object);
}

static void *count(void *arg)
{
	for (int i = 0; i < 1000; i++)
		++*(volatile int *)arg;
	return NULL;
}

static void race(void)
{
	pthread_t other;

	pthread_create(&other, NULL, count, &shared);
	count(&shared);
	pthread_join(other, NULL);
}

static const struct {
	const char *name;
	void (*make)(void);
} bugs[] = {
	{ "use-after-free", use_after_free },
	{ "leak", leak },
	{ "overflow", overflow },
	{ "use-of-nothing", use_of_nothing },
	{ "race", race },
};

int main(int argc, char **argv)
{
	if (argc != 2)
		return 2;
	for (size_t i = 0; i < sizeof(bugs) / sizeof(*bugs); i++)
		if (!strcmp(argv[1], bugs[i].name)) {
			if (!fork()) {
				bugs[i].make();
				_exit(0);
			}
			wait(NULL);
			return 0;
		}
	return 2;
}
