# SPDX-License-Identifier: GPL-2.0-only
# The cases of tests/vm/cases, in VMs.  Sourced by tests/run.
#
# The cases of a kernel whose names begin with the same digit share a boot, in the
# order of their names, except those with a line "# vm: VAR=value ...": each of
# these gets a VM of its own, made with these variables (see tests/vm/run).
# FLOOD_SECONDS, SOAK and ROUNDS, if set, are passed on to the cases that ask for
# them, and LONG, which gives all cases more time.  One with a line "# kernels: NAME
# ..." is about these kernels alone.  One with a line "# once: NAME" is about the tools:
# it runs on that kernel alone, if that is tested at all, unless LONG is set or a word
# of the command line is about it.

. tests/vm/limit.sh

own_boot() { sed -n 's/^# vm: *//p' "tests/vm/cases/$1.sh"; }

# meant_for CASE KERNEL
meant_for() {
	local these once
	these=$(sed -n 's/^# kernels: *//p' "tests/vm/cases/$1.sh")
	[ -z "$these" ] || [[ " $these " = *" $2 "* ]] || return
	once=$(sed -n 's/^# once: *//p' "tests/vm/cases/$1.sh")
	[ -z "$once" ] || [ "$once" = "$2" ] || [ -n "${LONG:-}" ] ||
		[[ " ${kernels//$'\n'/ } " != *" $once "* ]] || [[ " ${only[*]} " = *"/${1%%-*}"* ]]
}

# What the VM of one case needs; its own words come last, so they count.  The case has
# its own limit; this one ends a VM that hangs as a whole.
room_of() {
	local limit
	limit=$(limit_of "$2" "$1")
	echo "TIMEOUT=$((limit + 180)) $(memory_of "$1") $(own_boot "$2")"
}

# KASAN makes the debug kernel three times larger.
memory_of() { [ "$1" != debug ] || echo MEM=3072; }

# Plans a job for each VM of a kernel.
vm_suite() {
	local kernel=$1 c name batch=() of= weight=0
	for c in tests/vm/cases/*.sh; do
		name=${c##*/}
		name=${name%.sh}
		wanted "vm-$kernel/$name" && meant_for "$name" "$kernel" || continue
		if [ -n "$(own_boot "$name")" ]; then
			job "$(limit_of "$name" "$kernel")" "vm-$kernel" \
				vm_boot "$kernel" "$(room_of "$kernel" "$name")" "$name"
			continue
		fi
		[ "${name:0:1}" = "$of" ] || batch_boot
		of=${name:0:1}
		batch+=("$name")
		weight=$((weight + $(limit_of "$name" "$kernel")))
	done
	batch_boot
}

batch_boot() {
	# As in room_of(); not all of them will need all of their time.
	local room="TIMEOUT=2700"
	[ "$kernel" != debug ] || room="TIMEOUT=3000 $(memory_of "$kernel")"
	[ -z "${LONG:-}" ] || room+=" TIMEOUT=20000"
	[ ${#batch[@]} = 0 ] || job $weight "vm-$kernel" vm_boot "$kernel" "$room" "${batch[@]}"
	batch=() weight=0
}

# One VM: its kernel, variables, cases.
vm_boot() {
	local kernel=$1 vars=$2 line pending status=- current= begun
	shift 2
	pending=("$@")
	echo "# booting $kernel for ${#pending[@]} cases ..."
	mkfifo "$work/vm"
	local set= v
	for v in FLOOD_SECONDS SOAK ROUNDS LONG; do
		[ -z "${!v:-}" ] || set+="$v=${!v} "
	done
	# shellcheck disable=SC2086 # several words
	env $vars KERNEL="$kernel" CMD="${set}tests/vm/cases/run $*" tests/vm/run \
		>"$work/vm" 2>"$work/vm.err" </dev/null &
	local vm=$!
	while IFS= read -r line; do
		line=${line%$'\r'}
		case $line in
		'=== begin '*)
			current=${line#=== begin }
			pending=("${pending[@]:1}")
			begun=$SECONDS
			tap_begin "vm-$kernel/$current" "make check ONLY=vm-$kernel/$current" ;;
		'=== end '*)
			tap_end "${line##* }"
			took "vm-$kernel/$current" $((SECONDS - begun))
			current= ;;
		*)
			if [ -n "$current" ]; then
				tap_line "$line"
			else
				echo "$line" >>"$work/vm.err"
			fi ;;
		esac
	done <"$work/vm"
	wait $vm
	status=$?
	rm "$work/vm"

	# Cases that a lost VM, or one that did not start, never came to.
	if [ -n "$current" ]; then
		tap_flush
		cat "$work/tap" "$work/vm.err" >"$work/out"
		result "vm-$kernel/$current: runs to its end" 1 "make check ONLY=vm-$kernel/$current" "$work/out"
	fi
	for current in "${pending[@]}"; do
		result "vm-$kernel/$current: not reached" 1 "make check ONLY=vm-$kernel/$current"
	done
	result "vm-$kernel: the VM stayed well over: $*" $status \
		"make check ONLY=vm-$kernel" "$work/vm.err"
}
