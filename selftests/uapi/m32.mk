# SPDX-License-Identifier: GPL-2.0
# HAVE_M32 is "yes" if 32-bit programs can be built, statically, and run here.
HAVE_M32 := $(shell t=$$(mktemp) && \
	echo 'int main(void) { return 0; }' | \
	$(CC) -m32 -static -x c -include stdio.h -o $$t - 2>/dev/null && \
	$$t && echo yes; rm -f $$t)
