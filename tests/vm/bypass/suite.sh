# SPDX-License-Identifier: GPL-2.0-only
# Runs the tricks of a policy; sourced by its case, behind tap.sh.  The case says what there
# is to try on and what counts as damage:
#
#	within		name of the directory in $dir that has the object
#	place_object	makes in $dir/$within what the tricks are tried on
#	place_rest	does what is left to do for all of them, in $dirs
#	placed		looks at all of them in $dirs once more, when they are on the disk
#	is_whole	whether no damage is done in $dir, by trick $t
#	policy		prints rules that hold all objects, of which objects prints the list
#	beside		whether what the policy is not about is unhindered in $dir
#
# The start of a program costs 10 to 60 ms of an emulated machine, and these lines run some
# hundred times: what the shell itself can do it does, what one program can do for all
# tricks it does once.

tricks=$PWD/build/tests/tricks
file_tricks=$PWD/build/tests/file_tricks
run_tricks=$PWD/build/tests/run_tricks
net_tricks=$PWD/build/tests/net_tricks
trace_tricks=$PWD/build/tests/trace_tricks
try_as=$PWD/build/tests/try_as
place_rest() { :; }
placed() { :; }

# marked MARK: does the trick say so?  Asked often, so looked up once.
marked() { case $marks in *"|$t:$1|"*) true ;; *) false ;; esac; }

# who_tries: root, and a user who is root in a namespace of his own, if he can do it at all.
who_tries() { if marked 'as: root'; then tries=root; else tries='root user'; fi; }

# each COMMAND...: does it for each trick and who tries it, in $dir of $folder.
each() {
	for t in $names; do
		who_tries
		for who in $tries; do
			dir=$base/$folder/$who/$t
			"$@"
		done
	done
}

add_dir() { dirs="$dirs $dir"; }

# place FOLDER: the objects of all tricks.
place() {
	folder=$1
	dirs=
	each add_dir
	for dir in $dirs; do echo "$dir/$within"; done | xargs mkdir -p
	each place_object
	place_rest
	chown -R 65534:65534 "$base/$folder/user"
	sync
	placed
	each start_early
	each await_early
}

start() {
	(
		export dir tricks file_tricks run_tricks net_tricks trace_tricks
		export victim="$dir/etc/passwd" program="$dir/bin/program" ran="$dir/ran"
		exec "$try_as" $who 900 "$suite/$t.sh" > "$base/$folder/$who/$t.said" 2>&1 </dev/null
	) &
	started=$!
}

# Those that prepare something before there are rules.
start_early() {
	marked 'starts: before the rules' || return 0
	mkfifo -m 666 "$dir/go"
	start
	echo $started > "$base/$folder/$who/$t.pid"
}
await_early() {
	marked 'starts: before the rules' || return 0
	until [ -e "$dir/ready" ]; do sleep 0.1; done
}

try_one() {
	if marked 'starts: before the rules'; then
		# Opened so, it blocks nobody if nobody reads.
		echo go 1<> "$dir/go"
		read -r started < "$base/$folder/$who/$t.pid"
	else
		start
	fi
	wait "$started"
}

said() { sed 's/^/# /' "$base/$folder/$who/$t.said"; }

# $at: the file "beside", wherever the trick has moved its directory.
find_beside() {
	for at in "$dir"/*/beside "$dir"/*/*/beside; do
		[ ! -e "$at" ] || return 0
	done
}

does_damage() {
	try_one
	if is_whole; then
		ok "without rules: $t as $who" false
		said
	else
		ok "without rules: $t as $who" true
	fi
}

is_held() {
	try_one
	if is_whole; then
		ok "held: $t as $who" true
	else
		ok "held: $t as $who" false
		said
	fi
	ok "unhindered beside it: $t as $who" beside
}

# run_suite FOLDER: all of it; or, with TRICKS="NAME ...", these alone.
run_suite() {
	suite=$PWD/tests/vm/bypass/$1
	names=${TRICKS:-$(cd "$suite" && ls | sed 's/\.sh$//')}
	marks=$(cd "$suite" && grep -H '^# [a-z]*: ' *.sh | sed 's/\.sh:# /:/; s/.*/|&|/' | tr -d '\n')
	# Users who are not root come to their own.
	mkdir -p "$base/free/root" "$base/free/user" "$base/held/root" "$base/held/user"
	chmod 711 "$work" "$base"
	place free
	each does_damage
	place held
	{ echo "list victims = ("; each objects | sort -u | sed 's/.*/  "&",/; $s/,$//'; echo ")"; policy; } \
		> "$work/held.conf"
	ok "the rules go up" sct_config upload "$work/held.conf"
	each is_held
	sct_config delete >/dev/null
}
