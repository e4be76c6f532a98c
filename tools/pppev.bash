# SPDX-License-Identifier: GPL-2.0
# bash completion of pppev; selftests/vm/names compares it with --help.
# shellcheck shell=bash

# Interfaces with a connection, as far as this user may look; the lines of
# links begin with a branch of the tree.  compgen expands its words as the
# shell does, so a name that has anything to expand is left out.
_pppev_interfaces()
{
	pppev list 2>/dev/null | sed -n 's/^\([[:alnum:]_.@-]*\) connection [0-9].*/\1/p'
}

_pppev_options()
{
	case ${1-} in
	'') echo --help --version ;;
	list | stat) echo --help --json ;;
	monitor) echo --count --events --help --json --snapshot ;;
	wait) echo --help --json --timeout ;;
	esac
}

# The last name of a list with commas, those before it as they are.
_pppev_events()
{
	local before=

	[[ $1 != *,* ]] || before=${1%,*},
	compgen -P "$before" -W 'connected disconnected link_added link_removed' \
		-- "${1##*,}"
}

# How many words that are neither options nor their values stand between the
# command and the word at the cursor.
_pppev_count_arguments()
{
	local i count=0

	for ((i = 2; i < COMP_CWORD; i++)); do
		case ${COMP_WORDS[i]} in
		--count | --events | --timeout) i=$((i + 1)) ;;
		-*) ;;
		*) count=$((count + 1)) ;;
		esac
	done
	echo "$count"
}

_pppev_arguments()
{
	case $1$(_pppev_count_arguments) in
	monitor0 | wait1) echo any; _pppev_interfaces ;;
	wait0) echo up down ;;
	esac
}

_pppev()
{
	local word=${COMP_WORDS[COMP_CWORD]} words
	local command=${COMP_WORDS[1]}

	COMPREPLY=()
	if [[ $COMP_CWORD -eq 1 ]]; then
		words="list monitor wait stat $(_pppev_options)"
	elif [[ ${COMP_WORDS[COMP_CWORD - 1]} == --events ]]; then
		mapfile -t COMPREPLY < <(_pppev_events "$word")
		return
	elif [[ ${COMP_WORDS[COMP_CWORD - 1]} == --@(count|timeout) ]]; then
		return
	elif [[ $word == -* ]]; then
		words=$(_pppev_options "$command")
	else
		words=$(_pppev_arguments "$command")
	fi
	mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}

complete -F _pppev pppev
