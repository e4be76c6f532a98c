# SPDX-License-Identifier: GPL-2.0
# Count the test results in reports of the harness and, with show=1, print one
# line for each, and all a program said that failed.  The last line is
# "N passed, N failed, N skipped".
#
#   @vm guest			a guest is booted; a verdict has to follow
#   @vm program SUITE/NAME	its KTAP follows
#   @vm end STATUS SECONDS	it is over
#   @vm check ok|fail TEXT	something the harness itself looked at
#   @vm verdict STATUS		the guest ran to its end
#
# A program that dies before its plan is done, runs no test, or ends with a
# status that its results do not explain counts as one failure more.

function result(kind, name)
{
	count[kind]++
	if (kind == "FAIL")
		failures = failures "      " name "\n"
	if (show)
		printf "%-5s %s\n", kind, name
}

function program_begin(name)
{
	if (program != "")
		program_end(-1)
	program = name
	plan = -1
	ran = bad = 0
	running = ""
	split("", seen)
}

function program_end(status)
{
	if (status == 4 && ran == 0)
		result("skip", program)
	else if (status == 124 || status == 137)
		result("FAIL", program ": ran into its time limit after " ran " tests")
	else if (plan < 0 || plan != ran)
		result("FAIL", program ": planned " (plan < 0 ? "nothing" : plan " tests") \
			", ran " ran ", exit status " status)
	else if (ran == 0)
		result("FAIL", program ": ran no test")
	else if ((status != 0) != (bad != 0) && status != 4)
		result("FAIL", program ": exit status " status " with " bad " failed tests")
	program = ""
}

# "ok 3 name # SKIP why"; the harness of 6.1 leaves the name of a skipped test
# out, it stands in the RUN line before.
function test_line(line, failed,   number, name, kind, why)
{
	sub(/^(not )?ok +/, "", line)
	number = line + 0
	sub(/^[0-9]+ *(- *)?/, "", line)
	kind = failed ? "FAIL" : "pass"
	name = line
	if (line ~ /# *(SKIP|skip)/) {
		kind = "skip"
		why = name
		sub(/.*# *(SKIP|skip) */, "", why)
		sub(/ *# *(SKIP|skip).*/, "", name)
		name = (name == "" ? running : name) " (" why ")"
	}
	if (number in seen) {
		kind = "FAIL"
		name = name ": number " number " was given twice"
	}
	seen[number] = 1
	ran++
	if (kind == "FAIL")
		bad++
	result(kind, program ": " name)
}

# What was said since the last line of the harness explains its failure.
function explain()
{
	if (show && failed_before != count["FAIL"])
		printf "%s", text
	text = ""
	failed_before = count["FAIL"]
}

# Reports follow one another; each guest owes a verdict.
function guest_end()
{
	if (program != "")
		program_end(-1)
	explain()
	if (guest && !verdict)
		result("FAIL", "the guest ran to its end")
}

BEGIN { program = ""; count["pass"] = count["FAIL"] = count["skip"] = 0 }

$1 == "@vm" && $2 == "guest"	{ guest_end(); guest = 1; verdict = 0; next }
$1 == "@vm" && $2 == "program"	{ program_begin($3); next }
$1 == "@vm" && $2 == "end"	{ program_end($3); explain(); next }
$1 == "@vm" && $2 == "verdict"	{ verdict = 1; next }
$1 == "@vm" && $2 == "check" {
	kind = $3 == "ok" ? "pass" : "FAIL"
	sub(/^@vm check [a-z]* /, "")
	result(kind, $0)
	explain()
	next
}

$0 != ""		{ text = text "      | " $0 "\n" }
program == ""		{ next }
/^1\.\.[0-9]+/		{ plan = substr($1, 4) + 0; next }
/^#  RUN /		{ running = $3; next }
/^ok +[0-9]+/		{ test_line($0, 0); next }
/^not ok +[0-9]+/	{ test_line($0, 1); next }

END {
	guest_end()
	if (show && failures != "")
		printf "failed:\n%s", failures
	printf "%d passed, %d failed, %d skipped\n", count["pass"], count["FAIL"], count["skip"]
	exit count["FAIL"] || !count["pass"]
}
