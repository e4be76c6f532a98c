# SPDX-License-Identifier: GPL-2.0
# What the guest is to do, as a script for its shell.
# shellcheck shell=sh disable=SC2154 # suites: run

# Words as they are, whatever characters they hold, for the guest's shell.
job_words()
{
	for word; do
		printf "'%s' " "$(printf '%s' "$word" | sed "s/'/'\\\\''/g")"
	done
}

# $suites, or else the command.  Not by echo, to which a backslash is special.
job()
{
	echo '#!/bin/sh'
	if [ -n "$suites" ]; then
		echo 'set -f'
		echo "exec /rasnotify/guest/suites.sh $suites"
	else
		printf 'exec /rasnotify/guest/command.sh %s\n' "$(job_words "$@")"
	fi
}
