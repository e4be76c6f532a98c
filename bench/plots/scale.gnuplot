# SPDX-License-Identifier: GPL-2.0
# Scale: latency from the hook, and questions, by the number of connections.
set terminal pngcairo size 900,560 noenhanced font "sans,10"
set logscale xy
set grid
set xlabel "connections"
set ylabel clock eq "instructions" ? \
	"thousands of instructions" : "microseconds"
set title "Scale: from the hook to the return, and what it takes to ask"
set key below noenhanced
plot for [i=0:blocks-1] data index i using 1:2 with linespoints lw 2 \
	title columnheader(1)
