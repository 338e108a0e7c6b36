# SPDX-License-Identifier: GPL-2.0-only
# The folders of kmod/rules/, for includes.awk and symbols.awk: see layers.

BEGIN {
	allow("lib", "")
	allow("log", "lib")
	allow("verify", "lib")
	allow("object", "verify lib")
	allow("call", "object verify lib")
	allow("filter", "call object verify lib")
	allow("event", "filter call object verify log lib")
	allow("table", "event filter call object verify log lib")
	allow("hook", "table event filter call object verify log lib")
	allow("dev", "hook table event filter call object verify log lib")
}

function allow(folder, others,    n, i, word) {
	known[folder] = 1
	may[folder, folder] = 1
	n = split(others, word, " ")
	for (i = 1; i <= n; i++)
		may[folder, word[i]] = 1
}

function wrong(where, what) {
	printf "%s: %s\n", where, what
	failed = 1
}

# x.c, x.h and x.o are one: log/ring
function unit_of(path) {
	sub(/\.[cho]$/, "", path)
	return path
}

function folder_of(unit) {
	sub(/\/.*/, "", unit)
	return unit
}

function add_unit(unit) {
	if (!(unit in position)) {
		unit_at[++units] = unit
		position[unit] = units
	}
}

# A unit uses another one, as is seen @where, by @what.
function use(from, to, where, what) {
	add_unit(from)
	add_unit(to)
	if (from == to || (from, to) in edge)
		return
	edge[from, to] = where ": " what
	if (!((folder_of(from), folder_of(to)) in may))
		wrong(where, folder_of(from) "/ may not use " folder_of(to) "/: " what)
	else if (folder_of(from) == folder_of(to))
		next_of[from] = next_of[from] " " to
}

# Depth first; what is on the way when it is met again closes a circle.
function visit(unit, way,    n, i, word) {
	state[unit] = 1
	n = split(next_of[unit], word, " ")
	for (i = 1; i <= n; i++) {
		if (state[word[i]] == 1) {
			sub(".*(^| )" word[i] " ", word[i] " ", way)
			wrong(edge[unit, word[i]], "closes a circle: " way " -> " word[i])
		} else if (!state[word[i]]) {
			visit(word[i], way " -> " word[i])
		}
	}
	state[unit] = 2
}

END {
	if (!units)
		wrong("layers", "nothing to look at")
	for (i = 1; i <= units; i++) {
		if (!state[unit_at[i]])
			visit(unit_at[i], unit_at[i])
	}
	exit failed
}
