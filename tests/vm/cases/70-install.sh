# SPDX-License-Identifier: GPL-2.0-only
# make install on a host, which is this guest: the modules come by modprobe,
# the tools from PREFIX, and uninstall leaves nothing.
# once: 6.1
. tests/vm/tap.sh

release=$(uname -r)
host=/lib/modules/$release
prefix=$work/usr
top=$PWD

# depmod reads each module that it finds, which takes long: it finds none but ours.
mkdir "$work/host"
cp -P "$host"/modules.* "$work/host/"
ln -s "$(readlink "$host/build")" "$work/host/build"
mount --bind "$work/host" "$host"
# Its modules have been built, for the harness; building them here takes long.
touch "build/kmod/.built-host-$release"

sct_unload
ok "make install" make install PREFIX="$prefix"
for f in bin/sct_config bin/sctlog bin/sct_run bin/sctrace bin/sct_run_log bin/sct_load bin/sct_unload \
	 lib/syscalltrack/sct_doors share/man/man8/sct_config.8 share/bash-completion/completions/sctlog share/doc/syscalltrack/examples/try.conf; do
	ok "has $f" test -s "$prefix/$f"
done
ok "has the modules" test -s "$host/updates/sct_hijack.ko" -a -s "$host/updates/sct_rules.ko"

# The build tree is out of sight.
PATH=$prefix/bin:/usr/sbin:/usr/bin:/sbin:/bin
status "the installed sct_load loads" 0 sct_load
ok "by modprobe" grep -q '^sct_rules ' /proc/modules
status "the installed sct_config uploads" 0 sct_config upload "$prefix/share/doc/syscalltrack/examples/prevent_delete.conf"
status "the rule is in force" 1 rm -f /etc/passwd
touch "$work/$mark"
rm "$work/$mark"
same "the installed sctlog shows" "\"rm\" : \"$work/$mark\" delete by 0 --> 0" "$(sctlog -n 1 2>/dev/null)"
status "the installed sct_unload refuses" 3 sct_unload
status "delete" 0 sct_config delete
sed '/^}/q' "$prefix/share/doc/syscalltrack/examples/prevent_delete.conf" > "$work/first.conf"
has "the installed sct_config probes" "seen by" "$(sct_config coverage --probe "$work/first.conf" 2>/dev/null)"
status "the installed sct_run refuses" 1 sct_run -r "$work/first.conf" rm -f /etc/passwd
status "the installed sct_unload unloads" 0 sct_unload

ok "make uninstall" make -C "$top" uninstall PREFIX="$prefix"
same "nothing is left below PREFIX" "" "$(find "$prefix" ! -type d)"
same "nor of the modules" "" "$(find "$host" -name 'sct_*')"
status "an installed sct_load would say so" 3 sh -c "mkdir -p $work/b/bin && cp $top/build/bin/sct_load $work/b/bin && $work/b/bin/sct_load"
has "with what to do" "no modules installed for $release" "$out"

PATH=$top/build/bin:$PATH
ok "loads again from the build tree" sct_load
