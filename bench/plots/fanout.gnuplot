# SPDX-License-Identifier: GPL-2.0
# An event by the number of watches that match.
set terminal pngcairo size 900,560 noenhanced font "sans,10"
set logscale xy
set grid
set xlabel "watches that match"
set ylabel clock eq "instructions" ? \
	"thousands of instructions of the causing call" : \
	"microseconds of the causing call"
set title "Fan-out: what an event costs who causes it"
set key left top noenhanced
plot for [i=0:blocks-1] data index i using 1:2 with linespoints lw 2 \
	title columnheader(1)
