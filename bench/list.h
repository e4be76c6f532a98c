/* SPDX-License-Identifier: GPL-2.0 */
/* Sizes on a command line, "1,10,100", and orders drawn from a seed. */
#ifndef BENCH_LIST_H
#define BENCH_LIST_H

#define LIST_MAX	16

struct list {
	unsigned int n;
	unsigned int value[LIST_MAX];
};

/* Ends the program (2) if @text is not such a list, or has one below @least. */
struct list list_parse(const char *option, const char *text,
		       unsigned int least);

/* Fills @order with 0 to @n - 1, in an order that the seed decides. */
void list_shuffle(unsigned int *order, unsigned int n, unsigned int *seed);

#endif /* BENCH_LIST_H */
