# SPDX-License-Identifier: GPL-2.0
# Cumulative latency of all methods.
set terminal pngcairo size 900,900 noenhanced font "sans,10"
set logscale x
set grid
set yrange [0:100]
set ylabel "percent of samples"
unit = clock eq "instructions" ? "thousands of instructions" : "microseconds"
set key outside right noenhanced maxcols 1 title "green: bounds, blue: ours, red: peers"
do for [i=1:20] {
	set linetype i lw 2 lc rgb hsv2rgb(0.24 + 0.02 * i, 1, 0.7)
	set linetype 20 + i lw 2 lc rgb hsv2rgb(0.54 + 0.015 * i, 1, 1)
	set linetype 40 + i lw 2 lc rgb hsv2rgb(0.01 * (i - 1), 1, 0.95)
}
set multiplot layout 2,1
do for [half=0:1] {
	set title half ? "Interface down" : "Interface up"
	set xlabel unit . " from the hook to the return"
	plot for [i=half*blocks/2:(half+1)*blocks/2-1] data index i \
		using 1:2:3 with lines lw 2 lc variable \
		title columnheader(1)
}
unset multiplot
