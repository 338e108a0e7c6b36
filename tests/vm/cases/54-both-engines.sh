# SPDX-License-Identifier: GPL-2.0-only
# The modules and sct_run, with the same rules at the same time on the same calls, say the
# same, to the letter.
. tests/vm/tap.sh
. tests/vm/served.sh

# Files of the case's own are elsewhere: who reads them is sct_run, not its command.
own=$(mktemp -d)
conf=$own/both.conf
about="filter_expression { PARAMS[1] contains \"$mark\" }"
{
	for call in unlink mkdir rmdir chmod stat access rename link symlink readlink truncate mknod chdir execve; do
		echo "rule { syscall_name=$call rule_name=before-$call $about"
		echo "  action { type=LOG log_format {%ruleid %pid %tid %ppid %uid %euid %gid %comm %sname(%params)} } when=before }"
		echo "rule { syscall_name=$call rule_name=after-$call $about"
		echo "  action { type=LOG log_format {%ruleid %pid[%comm] %sid_%sname(%params) = %retval} } when=after }"
	done
	cat <<-EOR
	rule { syscall_name=open rule_name=path filter_expression { PATH[1] contains "$mark/" || PARAMS[1] contains "$mark" }
	  action { type=LOG log_format {open %path[1] %params from %cwd by %exe, %pcomm} } when=before }
	rule { syscall_name=open rule_name=result $about
	  action { type=LOG log_format {open %params = %retval} } when=after }
	rule { syscall_name=connect rule_name=connect filter_expression { PARAMS[2].path contains "$mark" }
	  action { type=LOG log_format {connect %params = %retval} } when=after }
	rule { syscall_name=write rule_name=write filter_expression { PARAMS[2] contains "$mark" }
	  action { type=LOG log_format {write %params = %retval} } when=after }
	EOR
} >"$conf"
ok "the rules compile" command sct_config check "$conf"
ok "the modules take them" command sct_config upload "$conf"

cat >"$own/command" <<EOR
cd "$work"
echo text-$mark > f
mkdir "$work/d" "$work/d/e"
ln -s "$work/d" "$work/link-$mark"
cat "$work/link-$mark/../f" >/dev/null
cat "$work/link-$mark/e/none"
mv "$work/f" "$work/g"
ln "$work/g" "$work/h"
chmod 600 "$work/h"
stat "$work/h" "$work/none" >/dev/null
readlink "$work/link-$mark" >/dev/null
truncate -s 3 "$work/g"
mknod "$work/fifo" p
rm -f "$work/fifo" "$work/none" "$work/h"
rmdir "$work/d/e" "$work/d" "$work/none"
cp /bin/true "$work/true-$mark"
"$work/true-$mark"; "$work/true-$mark" one two
"$work/none-$mark"
(cd "$work" && cat g >/dev/null)
"$PWD/build/tests/supervisor/callers.32" open "$work/g"
"$PWD/build/tests/supervisor/callers" long "$work/none"
"$PWD/build/tests/supervisor/callers" threads 5 "$work/none"
EOR
ok "a command runs" sh -c "sct_run -r $conf -o $own/log sh $own/command; [ \$? -lt 125 ]"
logged >"$own/modules.all"
# The supervisor walks the same paths, and is no part of what is compared.
grep -F "$mark" "$own/log" >"$own/run"
grep -v -e 'sct_run' "$own/modules.all" >"$own/modules"
ok "both saw much" [ "$(wc -l <"$own/run")" -gt 60 ]
same "of one process at a time, in the same words and order" \
	"$(grep -v threads "$own/modules" | grep -v "$mark.*/none.*access" | head -n 60)" \
	"$(grep -v threads "$own/run" | grep -v "$mark.*/none.*access" | head -n 60)"
same "all of it" "" "$(sort "$own/modules" >"$own/a"; sort "$own/run" >"$own/b"; diff "$own/a" "$own/b")"
echo "# $(wc -l <"$own/run") events"
rm -rf "$own"
