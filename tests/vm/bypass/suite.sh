# SPDX-License-Identifier: GPL-2.0-only
# Runs the tricks of a policy; sourced by its case, behind tap.sh.  The case says what there
# is to try on and what counts as damage:
#
#	place_object	makes in $dir what the tricks are tried on
#	placed		looks at it once more, when it is on the disk
#	is_whole	whether no damage is done in $dir, by trick $t
#	policy		prints rules that hold all objects, of which objects prints the list
#	beside		whether what the policy is not about is unhindered in $dir

tricks=$PWD/build/tests/tricks
file_tricks=$PWD/build/tests/file_tricks
run_tricks=$PWD/build/tests/run_tricks

# marked MARK: does the trick say so?  Asked often, so looked up once.
marked() { case $marks in *"|$t:$1|"*) true ;; *) false ;; esac; }

# who_tries: root, and a user who is root in a namespace of his own, if he can do it at all.
who_tries() { if marked 'as: root'; then echo root; else echo root user; fi; }

# each COMMAND...: does it for each trick and who tries it, in $dir of $folder.
each() {
	for t in $names; do
		for who in $(who_tries); do
			dir=$base/$folder/$who/$t
			"$@"
		done
	done
}

place_one() {
	mkdir -p "$dir"
	place_object
	[ $who = root ] || chown -R 65534:65534 "$dir"
}

start() {
	rm -f "$dir/ready" "$dir/go" && mkfifo "$dir/go" && chmod 666 "$dir/go"
	(
		export dir tricks file_tricks run_tricks
		export victim="$dir/etc/passwd" program="$dir/bin/program" ran="$dir/ran"
		cd / && set -- timeout 900 sh "$suite/$t.sh"
		[ $who = root ] || set -- setpriv --reuid 65534 --regid 65534 \
			--clear-groups unshare -Urm "$@"
		exec "$@" > "$base/$folder/$who/$t.said" 2>&1 </dev/null
	) &
	echo $! > "$base/$folder/$who/$t.pid"
}

# Those that prepare something before there are rules.
start_early() {
	marked 'starts: before the rules' || return 0
	start
	until [ -e "$dir/ready" ]; do sleep 0.1; done
}

try_one() {
	if marked 'starts: before the rules'; then
		# Opened so, it blocks nobody if nobody reads.
		echo go 1<> "$dir/go"
	else
		start
	fi
	read -r pid < "$base/$folder/$who/$t.pid"
	wait "$pid"
}

said() { sed 's/^/# /' "$base/$folder/$who/$t.said"; }

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

# run_suite FOLDER: all of it.
run_suite() {
	suite=$PWD/tests/vm/bypass/$1
	names=$(cd "$suite" && ls | sed 's/\.sh$//')
	marks=$(cd "$suite" && grep -H '^# [a-z]*: ' *.sh | sed 's/\.sh:# /:/; s/.*/|&|/' | tr -d '\n')
	# Users who are not root come to their own.
	mkdir -p "$base/free/root" "$base/free/user" "$base/held/root" "$base/held/user"
	chmod 711 "$work" "$base"
	folder=free
	each place_one
	sync
	each placed
	each start_early
	each does_damage
	folder=held
	each place_one
	sync
	each placed
	each start_early
	{ echo "list victims = ("; each objects | sed 's/.*/  "&",/; $s/,$//'; echo ")"; policy; } \
		> "$work/held.conf"
	ok "the rules go up" sct_config upload "$work/held.conf"
	each is_held
	sct_config delete >/dev/null
}
