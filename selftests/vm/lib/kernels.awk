# SPDX-License-Identifier: GPL-2.0
# What the suites said on each of several kernels, as two tables.  Input, for
# each kernel, is a line "kernel NAME SECONDS", what ktap.awk shows of its
# report, and the report itself.  The last line is "N passed, N failed, N
# skipped" of all.

function count(suite, kind)
{
	if (!(suite in seen)) {
		seen[suite] = 1
		suites[++nsuites] = suite
	}
	results[kernel, suite, kind]++
	total[kernel, kind]++
	total[kind]++
}

function score(key)
{
	return (results[key, "pass"] + 0) "/" (results[key, "FAIL"] + 0) \
		"/" (results[key, "skip"] + 0)
}

# "# 8 threads, one channel: 10000 connects, 10000 added, 10000 removed ..."
function storm(line,   name, number)
{
	name = line
	sub(/^# /, "", name)
	sub(/: [0-9]+ connects, .*/, "", name)
	sub(/.*: /, "", line)
	split(line, number, /[^0-9]+/)
	storms[++nstorms] = sprintf("%-12s %-36s %9d %9d %9d", kernel, name,
				    number[1], number[2], number[3])
}

function print_suites(   i, k, line)
{
	line = sprintf("%-12s", "kernel")
	for (i = 1; i <= nsuites; i++)
		line = line sprintf(" %9s", suites[i])
	print line " " "  seconds  hooks"
	for (k = 1; k <= nkernels; k++) {
		line = sprintf("%-12s", kernels[k])
		for (i = 1; i <= nsuites; i++)
			line = line sprintf(" %9s",
					    score(kernels[k] SUBSEP suites[i]))
		printf "%s %9d  %s\n", line, seconds[kernels[k]],
			hooks[kernels[k]]
	}
}

$1 == "kernel" {
	kernel = $2
	kernels[++nkernels] = kernel
	seconds[kernel] = $3
	next
}
$1 == "@vm" && $2 == "hooks" {
	hooks[kernel] = $0
	sub(/^@vm hooks /, "", hooks[kernel])
	next
}
/^(pass|FAIL|skip) / {
	suite = $2
	sub(/[\/:].*/, "", suite)
	if (suite == "the")	# guest ran to its end
		suite = "harness"
	count(suite, $1)
	if ($1 != "pass")
		remarks = remarks kernel ": " $0 "\n"
	next
}
/^# .*: [0-9]+ connects, [0-9]+ added, [0-9]+ removed/ { storm($0) }

END {
	printf "%s\n", remarks
	print "passed/failed/skipped:"
	print_suites()
	printf "\n%-12s %-36s %9s %9s %9s\n", "kernel", "storm", "connects",
		"attaches", "detaches"
	for (i = 1; i <= nstorms; i++)
		print storms[i]
	printf "\n%d passed, %d failed, %d skipped\n", total["pass"],
		total["FAIL"], total["skip"]
	exit total["FAIL"] || !total["pass"]
}
