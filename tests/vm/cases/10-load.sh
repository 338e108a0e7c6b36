# SPDX-License-Identifier: GPL-2.0-only
# sct_load and sct_unload where things are not as they should be.
# timeout: 600
. tests/vm/tap.sh

release=$(uname -r)
none_loaded() { ! grep -q '^sct_' /proc/modules; }
both_loaded() { grep -q '^sct_rules ' /proc/modules && grep -q '^sct_hijack ' /proc/modules; }

status "loading again succeeds" 0 sct_load
has "and says so" "already loaded" "$out"
rmmod sct_rules
status "the missing one of the two is loaded" 0 sct_load
ok "both are there" both_loaded

status "this kernel can take them" 0 sct_load --check
has "they are there" "^ok    both modules are loaded" "$out"
has "and were built for it" "^ok    sct_rules was built for $release" "$out"

sctlog >/dev/null 2>&1 &
reader=$!
until ls -l /proc/$reader/fd 2>/dev/null | grep -q /dev/sct_log; do kill -0 $reader || break; sleep 0.1; done
status "unload while sctlog runs: exit 3" 3 sct_unload
has "busy, and by whom" "Device or resource busy: pid $reader (.*) has /dev/sct_log open" "$out"
ok "both are still there" both_loaded
kill $reader
wait $reader

status "unload" 0 sct_unload
ok "none is left" none_loaded
status "unload when nothing is loaded succeeds" 0 sct_unload
has "and says so" "not loaded" "$out"

# A build tree of its own, to be broken.
tree=$work/tree
mkdir -p "$tree/bin" "$tree/kmod"
cp build/bin/sct_load "$tree/bin/"
status "a check says what is missing: exit 3" 3 "$tree/bin/sct_load" --check
has "and what to do" "^NO    sct_rules was not built for $release.*run make" "$out"
status "no modules for this kernel: exit 3" 3 "$tree/bin/sct_load"
has "says what to do" "no modules built for $release: run make" "$out"

mkdir "$tree/kmod/$release"
cp "build/kmod/$release/sct_hijack.ko" "$tree/kmod/$release/"
sed '/vermagic=/s/ mod_unload / mod_upload /' "build/kmod/$release/sct_rules.ko" > "$tree/kmod/$release/sct_rules.ko"
status "a module of another kernel: exit 3" 3 "$tree/bin/sct_load"
has "says so" "sct_rules.ko was not built for kernel $release" "$out"
ok "the first of the two is taken out again" none_loaded
sed '/vermagic=/s/vermagic=./vermagic=9/' "build/kmod/$release/sct_rules.ko" > "$tree/kmod/$release/sct_rules.ko"
status "a check finds the module of another kernel" 3 "$tree/bin/sct_load" --check
has "and says of which" "was built for 9.*, this is $release" "$out"
cp "build/kmod/$release/sct_rules.ko" "$tree/kmod/$release/"
status "with both, it can be loaded" 0 "$tree/bin/sct_load" --check
ok "a check loads nothing" none_loaded

# A kernel that asks for signatures, as far as its word goes.
echo Y > "$work/sig_enforce"
if mount --bind "$work/sig_enforce" /sys/module/module/parameters/sig_enforce; then
	status "unsigned where signed ones are wanted: exit 3" 3 "$tree/bin/sct_load" --check
	has "says so" "^NO    sct_rules is not signed" "$out"
	has "and how to sign" "mokutil --import" "$out"
	umount /sys/module/module/parameters/sig_enforce
else
	ok "sig_enforce can be shown" false
fi

# New modules while the old ones run, as after an update.
note() { od -An -v -tx1 "/sys/module/$1/notes/.note.gnu.build-id" | tr -d ' \n'; }
generation() { sct_config status --format json | tr -d ' \n' | grep -o '"generation":[0-9]*' | head -n 1; }

ok "loaded for an update" sct_load
cp "build/kmod/$release/sct_hijack.ko" "$tree/kmod/$release/"
ln -s "$PWD/build/bin/sct_config" "$PWD/build/bin/sct_unload" "$tree/bin/"
status "what runs is what is installed: nothing to replace" 0 "$tree/bin/sct_load" --replace
has "it is said" "are those that are installed" "$out"
old=$(note sct_rules)
ok "another build is installed" tests/debian/other-build "$tree/kmod/$release/sct_rules.ko"

touch "$work/kept"
rules <<EOR
rule { syscall_name=unlink rule_name=kept filter_expression { PARAMS[1] == "$work/kept" }
       action { type=FAIL error_code=EPERM } when=before }
EOR
before=$(generation)
status "while rules are in force: exit 4" 4 "$tree/bin/sct_load" --replace
has "which are named" "not replaced: rules are in force (1, generation [1-9]" "$out"
has "and when the new ones come" "at the next boot" "$out"
same "the same generation is in force" "$before" "$(generation)"
same "the same module runs" "$old" "$(note sct_rules)"
status "the rule still refuses" 1 rm "$work/kept"
build/tests/ctl delete

sctlog >/dev/null 2>&1 &
reader=$!
until ls -l /proc/$reader/fd 2>/dev/null | grep -q /dev/sct_log; do kill -0 $reader || break; sleep 0.1; done
status "while somebody reads: exit 4" 4 "$tree/bin/sct_load" --replace
has "and it is said who" "not replaced: .*pid $reader (.*) has /dev/sct_log open" "$out"
kill $reader
wait $reader
same "the same module still runs" "$old" "$(note sct_rules)"

cp "$tree/kmod/$release/sct_rules.ko" "$work/new.ko"
sed '/vermagic=/s/vermagic=./vermagic=9/' "$work/new.ko" >"$tree/kmod/$release/sct_rules.ko"
status "new ones that could not be loaded: exit 3" 3 "$tree/bin/sct_load" --replace
has "why not" "was built for 9" "$out"
ok "nothing is taken away for them" both_loaded
cp "$work/new.ko" "$tree/kmod/$release/sct_rules.ko"

status "without rules and readers they are replaced" 0 "$tree/bin/sct_load" --replace
ok "both are there again" both_loaded
ok "and it is another one that runs" test "$old" != "$(note sct_rules)"
status "back to the first ones" 0 sct_load --replace
same "which run again" "$old" "$(note sct_rules)"

status "a check of this kernel by its name" 0 sct_load --check "$release"
status "of one that is not there: exit 3" 3 sct_load --check 9.9-none
has "says so" "no kernel 9.9-none is installed" "$out"
sct_unload >/dev/null

for tool in sct_load sct_unload; do
	status "$tool with an argument: exit 2" 2 $tool now
	has "hints at --help" "$tool --help" "$out"
	status "$tool --help" 0 $tool --help
	status "$tool --version" 0 $tool --version
	status "$tool by a user: exit 3" 3 setpriv --reuid=65534 --regid=65534 --clear-groups build/bin/$tool
	has "says who may" "only root" "$out"
done
ok "loads again" sct_load
