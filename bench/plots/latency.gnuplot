# SPDX-License-Identifier: GPL-2.0
# Cumulative latency of all methods.
set terminal pngcairo size 900,560 noenhanced font "sans,10"
set logscale x
set grid
set yrange [0:100]
set ylabel "percent of samples"
set xlabel clock eq "instructions" ? \
	"thousands of instructions from the causing call to the return" : \
	"microseconds from the causing call to the return"
set title "Interface up: how long until the listener knows"
set key outside right noenhanced
plot for [i=0:blocks-1] data index i using 1:2 with lines lw 2 \
	title columnheader(1)
