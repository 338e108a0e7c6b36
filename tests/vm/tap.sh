# SPDX-License-Identifier: GPL-2.0-only
# What the cases share.  A case runs as root in the VM, in the project's folder,
# with the modules loaded, no rules in force and the tools on PATH; it prints
# TAP and leaves no rules behind.

tap_n=0

# ok NAME COMMAND...: the command succeeds.
ok() {
	tap_name=$1
	shift
	tap_n=$((tap_n + 1))
	tap_got=0
	tap_out=$("$@" 2>&1 </dev/null) || tap_got=$?
	if [ $tap_got = 0 ]; then
		echo "ok $tap_n - $tap_name"
	else
		echo "not ok $tap_n - $tap_name"
		printf '%s\n' "exit status $tap_got of: $*" "$tap_out" | sed 's/^/# /'
	fi
}

# same NAME EXPECTED ACTUAL: two texts are equal.
same() {
	tap_n=$((tap_n + 1))
	if [ "$2" = "$3" ]; then
		echo "ok $tap_n - $1"
	else
		echo "not ok $tap_n - $1"
		printf '%s\n' "expected:" "$2" "got:" "$3" | sed 's/^/# /'
	fi
}

# status NAME EXPECTED COMMAND...: the command exits with that status; its output,
# stderr included, is left in $out.
status() {
	tap_name=$1 tap_want=$2
	shift 2
	tap_got=0
	out=$("$@" 2>&1 </dev/null) || tap_got=$?
	same "$tap_name" "$tap_want" "$tap_got"
	[ "$tap_got" = "$tap_want" ] || printf '%s\n' "$out" | sed 's/^/# /'
}

# has NAME PATTERN TEXT: a line of the text matches the basic regular expression.
has() {
	tap_n=$((tap_n + 1))
	if printf '%s\n' "$3" | grep -q -- "$2"; then
		echo "ok $tap_n - $1"
	else
		echo "not ok $tap_n - $1"
		printf '%s\n' "no line matches: $2" "$3" | sed 's/^/# /'
	fi
}

# rules: uploads the rule text on stdin.
rules() {
	cat > "$work/rules.conf"
	sct_config upload "$work/rules.conf" > "$work/upload.out" 2>&1 || {
		tap_n=$((tap_n + 1))
		echo "not ok $tap_n - upload of the case's rules"
		sed 's/^/# /' "$work/upload.out"
	}
}

# logged: what the log holds of this case's process names and paths, which all
# contain $mark.
logged() { sctlog --once 2>/dev/null | grep -F "$mark"; }

mark=mark$$
work=$(mktemp -d "/tmp/$mark.XXXXXX")
trap 'build/tests/ctl delete >/dev/null 2>&1; rm -rf "$work"; echo "1..$tap_n"' EXIT
