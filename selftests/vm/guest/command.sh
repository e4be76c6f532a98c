#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Run one command, with the module loaded if there is one.
. "${0%/*}/module.sh"

if [ -e "$pppev_ko" ]; then
	module_load || exit 125
fi
exec "$@"
