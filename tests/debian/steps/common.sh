# SPDX-License-Identifier: GPL-2.0-only
# What the steps share, beside the functions of tests/vm/tap.sh.
. ./tap.sh

# when UNIT PROPERTY: a time of a unit, in microseconds of this boot.
when() { systemctl show -p "$2" --value "$1"; }

# before NAME UNIT: the rules were in force before the unit was begun with.
before() {
	ruled=$(when syscalltrack.service ActiveEnterTimestampMonotonic)
	begun=$(when "$2" InactiveExitTimestampMonotonic)
	ok "$1: $ruled < $begun" test "$ruled" -gt 0 -a "$ruled" -lt "$begun"
}

# refused NAME FILE: the file, which a rule protects, cannot be removed.
refused() {
	status "$1" 1 rm "$2"
	has "$1: it is said so" 'Operation not permitted' "$out"
}

generation() { sct_config status --format json | tr -d ' ' | grep -o '"generation":[0-9]*' | head -n 1; }

# note: what tells the build of the module that runs.
note() { od -An -v -tx1 /sys/module/sct_rules/notes/.note.gnu.build-id | tr -d ' \n'; }

# in_force: what has to be so after each boot with rules.
in_force() {
	same "syscalltrack.service is active" active "$(systemctl is-active syscalltrack.service)"
	same "sctlogd.service is active" active "$(systemctl is-active sctlogd.service)"
	before "rules before sysinit.target" sysinit.target
	before "rules before network-pre.target" network-pre.target
	before "rules before networking.service" networking.service
	before "rules before systemd-networkd.service" systemd-networkd.service
	has "a file could not be removed before the network came up" 'status 1' "$(cat /run/vmtest-early)"
	has "as it was not permitted" 'Operation not permitted' "$(cat /run/vmtest-early)"
	refused "nor can it now" /etc/sudoers.d/vmtest-early
	same "DKMS made the module for this kernel" "$(uname -r)" "$(modinfo -F vermagic sct_rules | cut -d ' ' -f 1)"
}

# recorded NAME PATTERN: the recorder writes the event in its time.
recorded() {
	for i in $(seq 60); do
		! sctlog -r /var/log/syscalltrack 2>/dev/null | grep -q "$2" || break
		sleep 1
	done
	has "$1" "$2" "$(sctlog -r /var/log/syscalltrack 2>&1)"
}
