# SPDX-License-Identifier: GPL-2.0-only
# usage: awk -v kind=exact -v n=1000 -v seed=1 -f many.awk
#
# n rules of a kind on unlinkat, none of which matches the call that is measured:
# its path is as long as theirs, and differs from them behind the same beginning.
#
# mixed: rules as a file-integrity set has them, drawn from the seed, each with one of
# the ways to compare a path, some with a user or a program as well, some with nothing
# but a program.  comm: each about a program of its own.

function filter(i) {
	if (kind == "exact")
		return sprintf("PARAMS[2] == \"/tmp/bench-r%05d-\"", i)
	if (kind == "prefix")
		return sprintf("PARAMS[2] startswith \"/tmp/bench-r%05d\"", i)
	if (kind == "glob")
		return sprintf("PARAMS[2] glob \"/tmp/*-r%05d?\"", i)
	if (kind == "mixed")
		return mixed(i)
	if (kind == "comm")
		return sprintf("COMM == \"%s%d\"", word(), i)
	return sprintf("PARAMS[3] == %d", 5000 + i)
}

function pick(list,   n, words) {
	n = split(list, words, " ")
	return words[1 + int(rand() * n)]
}

function word(   i, w) {
	w = ""
	for (i = 3 + int(rand() * 5); i > 0; i--)
		w = w substr("abcdefghijklmnopqrstuvwxyz", 1 + int(rand() * 26), 1)
	return w
}

function path(   i, p) {
	p = pick("/etc /usr/lib /var/lib /srv /opt /home /tmp /root /boot /run")
	for (i = int(rand() * 3); i > 0; i--)
		p = p "/" word()
	return p
}

function comparison(i,   w) {
	w = word() i
	return pick(sprintf("==~\"%s/%s\" startswith~\"%s/%s/\" endswith~\"/%s.conf\" " \
		"contains~\"/.%s/\" glob~\"%s/*/%s.?ey\" iendswith~\"%s.PEM\" " \
		"in~(\"%s/%s\",~\"%s/%s.bak\")", path(), w, path(), w, w, w, path(), w, w,
		path(), w, path(), w))
}

function mixed(i,   f) {
	if (rand() < 0.05)
		return sprintf("COMM == \"%s%d\"", word(), i)
	f = "PARAMS[2] " comparison(i)
	gsub("~", " ", f)
	if (rand() < 0.2)
		f = f sprintf(" && UID == %d", 1000 + int(rand() * 50))
	if (rand() < 0.2)
		f = f sprintf(" && COMM %s \"%s\"", pick("== startswith"), word())
	return f
}

BEGIN {
	srand(seed)
	for (i = 0; i < n; i++)
		printf "rule { syscall_name=unlinkat rule_name=r%d filter_expression { %s } " \
			"action { type=LOG } when=before }\n", i, filter(i)
}
