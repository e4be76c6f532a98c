# SPDX-License-Identifier: GPL-2.0
# Rules of a suite, in the manner of the kernel's selftests.  A suite's
# Makefile sets some of these and includes this file last:
#
#   TEST_GEN_PROGS   test programs, run in the guest with the module loaded
#   TEST_HOST_PROGS  test programs, run on the build machine
#   TEST_HOST_SCRIPTS  the same, but scripts, which are run where they are
#   TEST_GEN_FILES   programs that the tests start
#   EXTRA_SRCS       sources compiled into every program
#   TEST_LIBS        libraries by path, for instance
#                    $(O)/selftests/pppsim/libpppsim.a
#   LDLIBS           libraries by name, for instance -lmnl
#
# prog is built from prog.c as $(O)/selftests/<suite>/prog.  The lists
# tests.guest and tests.host beside it say what is to be run.

include $(dir $(lastword $(MAKEFILE_LIST)))../Makefile.inc

SUITE    := $(notdir $(CURDIR))
OUT      := $(O)/selftests/$(SUITE)
PROGRAMS := $(addprefix $(OUT)/,$(TEST_GEN_PROGS) $(TEST_HOST_PROGS) $(TEST_GEN_FILES))

SCRIPTS  := $(addprefix $(OUT)/,$(TEST_HOST_SCRIPTS))

all: $(PROGRAMS) $(SCRIPTS) $(OUT)/tests.guest $(OUT)/tests.host

# What the tests need beside them, without the tests: no kselftest headers.
helpers: $(addprefix $(OUT)/,$(TEST_GEN_FILES))

$(OUT):
	mkdir -p $@

# The kernel's headers are not held to our warnings, nor are the functions its
# macros define.
KSELFTEST_HEADER := $(KSELFTEST_DIR)/kselftest_harness.h
ifeq ($(filter helpers,$(MAKECMDGOALS)),)
$(PROGRAMS): | $(if $(shell grep -ls kselftest_harness *.c),$(KSELFTEST_HEADER))
endif

$(KSELFTEST_HEADER):
	@echo "There is no $@: run selftests/vm/setup check." >&2; exit 1

# Of the dependencies those of the last source are kept: the program's own.  What
# is included as a system's header is not among them.
$(PROGRAMS): WARN += -Wno-missing-prototypes
$(PROGRAMS): $(wildcard $(TOP)selftests/include/*.h)
$(PROGRAMS): $(OUT)/%: %.c $(EXTRA_SRCS) $(TEST_LIBS) | $(OUT)
	$(CC) $(ALL_CFLAGS) -MF $@.d -isystem $(TOP)selftests/include \
		-isystem $(KSELFTEST_DIR) $(LDFLAGS) \
		$(EXTRA_SRCS) $< $(TEST_LIBS) $(LDLIBS) -o $@

# Links: a script finds the tree by where it is, and no link goes to the guest.
$(SCRIPTS): $(OUT)/%: % | $(OUT)
	ln -sf $(CURDIR)/$* $@

# Rewritten when the Makefile changes, the only place the lists can come from.
$(OUT)/tests.guest: Makefile | $(OUT)
	for name in $(TEST_GEN_PROGS); do echo $$name; done >$@
$(OUT)/tests.host: Makefile | $(OUT)
	for name in $(TEST_HOST_PROGS) $(TEST_HOST_SCRIPTS); do echo $$name; done >$@

clean:
	rm -rf $(OUT)

.PHONY: all helpers clean

-include $(PROGRAMS:=.d)
