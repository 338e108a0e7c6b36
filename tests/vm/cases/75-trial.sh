# SPDX-License-Identifier: GPL-2.0-only
# The rules of a reload are on trial while a command looks at the machine.
# timeout: 900
# once: 6.12
. tests/vm/tap.sh
. tests/vm/boot_rules.sh

mkdir -p "$SCT_ETC/rules.d"

deny one >"$SCT_ETC/rules.d/10-one.conf"
status "rules before a trial" 0 boot start
deny two >"$SCT_ETC/rules.d/20-two.conf"
healthy() { printf '%s\n' "health = $1" "health_timeout = ${2-5}" >"$SCT_ETC/boot.conf"; }
touch "$work/one" "$work/two"
healthy "touch $work/two && rm $work/two"
status "rules with which the machine is not healthy are no reload" 1 boot reload
has "which is said" "with the new rules, 'touch .*' ended with status 1" "$out"
status "those before them are back" 1 rm "$work/one"
status "and they alone" 0 rm "$work/two"
has "they are no trial" '"unconfirmed":null' "$(sct_config status --format json | tr -d ' \n')"
healthy "sleep 100" 1
status "nor does it wait for a command for ever" 1 boot reload
has "which is said, too" "ended with status 124" "$out"
touch "$work/two"
status "they are not in force" 0 rm "$work/two"
healthy true 31
status "a time of its own is refused" 1 boot reload
has "and what it may be is said" "from 1 to 30, not '31'" "$out"
touch "$work/two"
healthy "test -e $work/two"
status "rules with which it is healthy" 0 boot reload
status "are in force" 1 rm "$work/two"
has "and stay so" '"unconfirmed":null' "$(sct_config status --format json | tr -d ' \n')"
