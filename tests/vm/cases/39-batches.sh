# SPDX-License-Identifier: GPL-2.0-only
# timeout: 900
# Sets of hooked calls that change at random: hooks come and go many at a time, one at a
# time, and as parts of what came together.  A call that is in all sets is never let
# through meanwhile, and what is hooked is what should be.
. tests/vm/tap.sh

modules=build/kmod/$(uname -r)
ours=/sys/module/test_batches
steps() { echo "$1" > $ours/parameters/steps; }
unused() { until [ "$(cat $ours/refcnt)" = 0 ]; do sleep 0.1; done; }

ok "the test's module stands in for the rules" \
	sh -c "sct_unload && insmod $modules/sct_hijack.ko && insmod $modules/test_batches.ko"
steps 1
pids=
for i in 1 2 3; do
	build/tests/getppids denied > "$work/$i" &
	pids="$pids $!"
done
build/tests/getppids other > "$work/other" &
start=$(date +%s%N)
ok "40 sets" sh -c "echo 16 > $ours/parameters/steps"
echo "# in $((($(date +%s%N) - start) / 1000000)) ms"
same "each hooked what it should" 0 "$(cat $ours/parameters/wrong)"
# shellcheck disable=SC2086 # several words
kill $pids $!
wait
ok "there were calls meanwhile" awk '$1 < 1000 { few = 1 } END { exit few }' "$work/1" "$work/2" "$work/3"
same "none came through" "0 0 0" "$(cut -d ' ' -f 2 "$work/1" "$work/2" "$work/3" | xargs)"
ok "those of another task did" awk '$1 != $2 { exit 1 }' "$work/other"
echo "# calls: $(cut -d ' ' -f 1 "$work/1" "$work/2" "$work/3" "$work/other" | xargs)"
ok "all are unhooked" sh -c "echo 0 > $ours/parameters/steps"
unused
ok "the modules can be unloaded" sh -c "rmmod test_batches && rmmod sct_hijack"
ok "and the rules are back" sct_load
