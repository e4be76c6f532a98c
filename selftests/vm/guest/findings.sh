# SPDX-License-Identifier: GPL-2.0
# What a sanitizer found, which writes it to files in a directory, one for each
# process that it stopped.
# shellcheck shell=sh

# A thread that has ended, and whose process has not, cannot be suspended for the
# look for leaks; it has no stack to look at.  Status 0 if there are any lines.
findings_lines()
{
	grep -v 'Running thread [0-9]* was not suspended' "$1" | sed 's/^/# /' |
		grep .
}

# Print all in $1 and forget it; status 1 if there was anything.
findings_take()
{
	findings_status=0
	for findings_file in "$1"/*; do
		[ ! -e "$findings_file" ] ||
			! findings_lines "$findings_file" || findings_status=1
	done
	rm -f "$1"/*
	return "$findings_status"
}
