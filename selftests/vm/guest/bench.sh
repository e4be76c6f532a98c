#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Run one bench, beside pppev.ko with the module that benches compare it with.
insmod /rasnotify/kmod/pppev_bare.ko || exit 125
program=/rasnotify/bench/$1
shift
exec "$program" "$@"
