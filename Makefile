# SPDX-License-Identifier: GPL-2.0
# make help tells what there is.

include Makefile.inc
override O := $(abspath $(O))
# As it was given it would reach the parts beside that, and be a place in each.
MAKEOVERRIDES := $(filter-out O=%,$(MAKEOVERRIDES))
export O KSELFTEST_DIR

PREFIX           ?= /usr/local
DESTDIR          ?=
KDIR             ?= /lib/modules/$(shell uname -r)/build
INSTALL_MOD_PATH ?=
export PREFIX DESTDIR

# In the order they need each other; the data path runs the other way round.
PARTS := lib tools examples

all: $(PARTS)

$(PARTS): %:
	@$(MAKE) -C $@ all

tools examples bench bench-quick bench-cost: lib

bench:
	@selftests/vm/setup bench
	@$(MAKE) -C $@ run

bench-quick:
	@selftests/vm/setup bench
	@$(MAKE) -C bench quick

bench-cost:
	@selftests/vm/setup demo
	@$(MAKE) -C bench run-cost

selftests: lib
	@$(MAKE) -C $@ all

# Kbuild writes beside the sources, so the module is built in a copy of them.
# It must not see our O= on its command line, where MAKEFLAGS would put it.
KBUILD = MAKEFLAGS= $(MAKE) -C $(KDIR) M=$(O)/kmod

modules:
	@test -e $(KDIR)/Makefile || { \
		echo "No kernel headers in $(KDIR)." >&2; \
		echo "Install the package linux-headers-$$(uname -r)," \
			"or name another kernel's with KDIR=..." >&2; \
		exit 1; }
	mkdir -p $(O)/kmod/include
	cp -pR Kbuild kmod $(O)/kmod/
	cp -pR include/uapi $(O)/kmod/include/
	$(KBUILD) -j$$(nproc) W=1 modules

modules_install:
	$(KBUILD) INSTALL_MOD_PATH=$(INSTALL_MOD_PATH) modules_install

install: all
	for part in $(PARTS); do $(MAKE) -C $$part install || exit; done
	install -Dm644 -t $(DESTDIR)$(PREFIX)/include/linux include/uapi/linux/pppev.h
	install -Dm644 -t $(DESTDIR)/usr/lib/udev/rules.d packaging/60-pppev.rules
	install -Dm644 packaging/modules-load.conf $(DESTDIR)/usr/lib/modules-load.d/pppev.conf
	install -Dm644 packaging/tmpfiles.conf $(DESTDIR)/usr/lib/tmpfiles.d/rasapi32.conf
	test -n "$(DESTDIR)" || ldconfig
	test -n "$(DESTDIR)" || ! command -v systemd-tmpfiles >/dev/null || \
		systemd-tmpfiles --create rasapi32.conf

demo:
	@selftests/vm/demo

check:
	@selftests/vm/check

check-debug:
	@selftests/vm/check-debug

check-m32:
	@selftests/vm/check-m32

check-sanitized:
	@selftests/vm/check-sanitized $(SANITIZERS)

check-kernels:
	@selftests/vm/check-kernels $(KERNELS)

check-static:
	@selftests/vm/static

# The suite says SKIP where Wine is not; this brings it.
check-wine: lib
	@selftests/vm/setup wine
	@$(MAKE) -C selftests/reference compare

clean:
	rm -rf $(O)

help:
	@echo 'make                  library, tool and examples, into $(O)'
	@echo 'make modules          pppev.ko for this kernel, or KDIR=<its headers>'
	@echo 'make install          library, tool, headers, udev rule, tmpfiles: PREFIX=, DESTDIR='
	@echo 'make modules_install  pppev.ko: INSTALL_MOD_PATH='
	@echo 'make demo             real PPP sessions in a guest, watched live'
	@echo 'make check            all tests, on this machine and in the guest'
	@echo 'make check-debug      the tests of the guest, on a kernel built to find bugs;'
	@echo '                      with PREEMPT_RT: KERNEL=6.1-rt'
	@echo 'make check-kernels    the tests of the guest on 5.10, 6.1, 6.1-rt, 6.12, 7.x: KERNELS='
	@echo 'make check-m32        all of it but the module in a 32-bit build'
	@echo 'make check-sanitized  the library under AddressSanitizer with UBSan, ThreadSanitizer,'
	@echo '                      valgrind, here and in the guest: SANITIZERS="address thread valgrind"'
	@echo 'make bench            latency beside everything else that tells: ARGS="--help"'
	@echo 'make bench-quick      the same in three minutes: fails if a goal is clearly missed'
	@echo 'make bench-cost       calls of ppp_generic with the module and without it'
	@echo 'make check-wine       events and waits here and in Wine, side by side'
	@echo 'make check-static     sparse, checkpatch, shellcheck, names in code and documents'
	@echo 'make clean            remove $(O)'
	@echo
	@echo 'demo, check and the benches install the Debian packages they miss.'
	@echo 'O=<directory> builds elsewhere, KERNEL=<release> or 5.10, 6.1-rt,'
	@echo '6.12, 7.x boots another Debian kernel.'
	@echo 'selftests/vm/run -- COMMAND runs any command in the guest.'

.PHONY: all $(PARTS) bench bench-quick bench-cost selftests modules modules_install install demo check check-debug check-m32 check-sanitized check-kernels check-static check-wine clean help
