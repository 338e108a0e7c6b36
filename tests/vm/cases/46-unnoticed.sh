# SPDX-License-Identifier: GPL-2.0-only
# timeout: 1200
# Existing programs notice nothing of a LOG rule on each call, before and after: a
# compile, a clone, a package unpacked, Java, a Python test run.  Each is run
# without and with it; what they print and leave behind is the same.
. tests/vm/tap.sh

export GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_DATE=@1 GIT_COMMITTER_DATE=@1
mkdir "$work/in" "$work/in/package" "$work/in/package/DEBIAN"

# What they work on: our own sources.
cp kmod/rules/*/*.h abi/*.h tests/vm/progs/*.[ch] "$work/in/package/"
printf 'Package: sct-test\nVersion: 1\nArchitecture: all\nMaintainer: nobody <n@example.org>\nDescription: test\n' \
	> "$work/in/package/DEBIAN/control"
dpkg-deb -b --root-owner-group "$work/in/package" "$work/in/package.deb" >/dev/null
git init -q -b main "$work/in/repository"
cp tests/vm/progs/*.c "$work/in/repository/"
git -C "$work/in/repository" add .
git -C "$work/in/repository" -c user.name=n -c user.email=n@example.org commit -q -m test
cat > "$work/in/test_values.py" <<'EOP'
import os, subprocess, tempfile, threading, unittest
class Values(unittest.TestCase):
    def test_file(self):
        with tempfile.TemporaryDirectory() as d:
            p = os.path.join(d, "f")
            with open(p, "w") as f: f.write("text")
            os.rename(p, p + "2")
            self.assertEqual(os.stat(p + "2").st_size, 4)
            self.assertRaises(FileNotFoundError, open, p)
    def test_process(self):
        self.assertEqual(subprocess.run(["sh", "-c", "echo out; exit 3"], stdout=-1).stdout, b"out\n")
        self.assertEqual(os.waitstatus_to_exitcode(os.system("exit 3")), 3)
    def test_threads(self):
        seen = []
        all = [threading.Thread(target=seen.append, args=(i,)) for i in range(20)]
        for t in all: t.start()
        for t in all: t.join()
        self.assertEqual(sorted(seen), list(range(20)))
EOP

# Prints what there is to compare of a run in the folder $1.
programs() {
	mkdir "$1"
	(
		cd "$1" || exit
		gcc -O0 -g0 -static -pthread -I"$work/in/package" -I"$work/in/package/.." -o program \
			"$work/in/package/storm.c" 2>&1
		echo "gcc: $?"
		git clone -q "$work/in/repository" clone 2>&1
		echo "git: $? $(git -C clone rev-parse HEAD) $(git -C clone status --short)"
		dpkg -x "$work/in/package.deb" unpacked 2>&1
		echo "dpkg: $?"
		java -Xshare:auto -XX:TieredStopAtLevel=1 -version 2>&1
		echo "java: $?"
		python3 -B -m unittest discover -s "$work/in" 2>&1 | sed 's/ in [0-9.]*s$//'
	)
	(cd "$1" && find . -name .git -prune -o -type f -print0 | sort -z | xargs -0 sha256sum)
}

programs "$work/out" > "$work/without"
mv "$work/out" "$work/out.without"
has "there is something to compare" '^OK$' "$(cat "$work/without")"
same "a compile, a clone, a package, Java" 4 "$(grep -c '^\(gcc\|git\|dpkg\|java\): 0' "$work/without")"

for when in before after; do
	rules <<-EOR
	rule { syscall_name=* rule_name=all action { type=LOG log_format {%comm %sname} } when=$when }
	EOR
	ok "all calls are hooked, $when" test "$(wc -l < /sys/kernel/tracing/enabled_functions)" -gt 300
	programs "$work/out" > "$work/with.$when"
	sct_config delete >/dev/null
	mv "$work/out" "$work/out.$when"
	status "they notice nothing of a rule $when each call" 0 diff "$work/without" "$work/with.$when"
	# Of what came first, events may be overwritten: nobody has read them.
	ok "which did log them" sh -c "sctlog --once 2>/dev/null | grep -q '^\"python3\" '"
done
