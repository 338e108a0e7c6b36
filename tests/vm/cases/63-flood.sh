# SPDX-License-Identifier: GPL-2.0-only
# Floods: every event is read, or counted where it is missing.  FLOOD_SECONDS=60
# is the long form; the log overflows in a part of a second.
# timeout: 900
. tests/vm/tap.sh
. tests/vm/served.sh

seconds=${FLOOD_SECONDS:-2}

# table NAME FIRST SECOND DELIVERY: two LOG rules, in this order.
table() {
	for call in "$2" "$3"; do
		cat <<-EOR
		rule { syscall_name=$call rule_name=$call coverage=exact
		       filter_expression { COMM == "caller" }
		       action { type=LOG $4 } when=before }
		EOR
	done > "$work/$1.conf"
	sct_config dump --raw "$work/$1.conf" > "$work/$1"
}
table plain getppid openat ""
table turned openat getppid ""
table must getppid openat "delivery=must must_timeout=1h"
table second getppid openat "delivery=must must_timeout=1s"
table fail getppid openat "delivery=must must_timeout=1s on_timeout=fail error_code=EIO"
table short getppid openat "delivery=must must_timeout=1ms"

# flood SCENARIO SECONDS TABLE...: its tests are tests here.
flood() {
	name=$1
	shift
	(cd "$work" && "$OLDPWD/build/tests/flood" "$name" "$@") > "$work/out" 2>&1
	while read -r line; do
		case $line in
		ok*) ok "$name: ${line#ok * - }" true ;;
		not*) ok "$name: ${line#not * - }" false ;;
		*) echo "# $name: $line" ;;
		esac
	done < "$work/out"
	ok "$name: came to its end" grep -q '^1\.\.' "$work/out"
}
flood plain "$seconds" plain
flood must "$seconds" must
flood quiet "$seconds" plain
flood reload "$seconds" plain turned
flood stop $((seconds > 40 ? seconds : seconds * 2)) plain
flood kill 1 must
flood delete 1 must
flood timeout 1 second
flood fail 1 fail
flood short "$seconds" short
flood exempt 1 must

