# SPDX-License-Identifier: GPL-2.0-only
# Imported rules of audit log the calls that audit itself records: the sample rules of
# Debian's auditd are in force twice at once, in audit and as rules of ours, while one
# program makes calls of all these kinds as root and as a user, 64 and 32 bits.  What
# either has of that program's processes is put into lines of entry, call, outcome,
# process and key, and the lines are compared.  What the importer makes of the samples
# depends on no kernel, so one of them, 6.1, has all samples; on the others one set shows
# that rules of its kinds, of files, calls and permissions, are asked as audit asks its own.
# timeout: 1200
. tests/vm/tap.sh
. tests/vm/served.sh

audit=$PWD/build/audit/root
samples=$audit/usr/share/doc/auditd/examples/rules
libraries=$audit/lib/x86_64-linux-gnu:$audit/usr/lib/x86_64-linux-gnu
auditctl() { LD_LIBRARY_PATH=$libraries "$audit/sbin/auditctl" "$@"; }

# audit follows inodes, which an overlay changes with the first write: a /etc and /var of
# one file system.
mkdir "$work/etc" "$work/var"
cp -a /etc/. "$work/etc/"
mount --bind "$work/etc" /etc
mount --bind "$work/var" /var
mkdir -p /var/log/audit /etc/NetworkManager /etc/sudoers.d /etc/security /etc/selinux /etc/sysconfig
mkdir "$work/conf" "$work/out"
touch /var/log/audit/old.log /var/log/wtmp /var/log/btmp /etc/NetworkManager/conf \
	/etc/sudoers.d/README /etc/security/opasswd /etc/gshadow /etc/hosts /etc/issue /tmp/audited.other
printf '#!/usr/bin/true\n' >/tmp/audited.script
chmod 755 /tmp/audited.script
chmod 1777 "$work" "$work/out"
chmod 755 "$work"

sed -e "s,^log_file = .*,log_file = $work/audit.log," -e 's/^flush = .*/flush = NONE/' \
	-e 's/^log_format = .*/log_format = RAW/' -e 's/^log_group = .*/log_group = root/' \
	-e "s,^plugin_dir = .*,plugin_dir = $work/conf/none," -e 's/^max_log_file = .*/max_log_file = 500/' \
	-e 's/^use_libwrap = .*/use_libwrap = no/' "$audit/etc/audit/auditd.conf" >"$work/conf/auditd.conf"
mkdir "$work/conf/none"
LD_LIBRARY_PATH=$libraries "$audit/sbin/auditd" -n -c "$work/conf" >"$work/auditd.out" 2>&1 &
auditd=$!
until auditctl -s 2>/dev/null | grep -q "^pid $auditd\$"; do
	kill -0 $auditd 2>/dev/null || { sed 's/^/# /' "$work/auditd.out"; break; }
	sleep 0.1
done
auditctl -b 65536 --backlog_wait_time 60000 >/dev/null
auditctl -e 1 >/dev/null

# The lines of audit: ENTRY NUMBER EXIT PID KEY.
of_audit() {
	awk -v pids="$1" '
		BEGIN { while ((getline pid <pids) > 0) ours[pid] = 1 }
		!/^type=SYSCALL/ { next }
		{
			delete of
			for (i = 1; i <= NF; i++) {
				at = index($i, "=")
				of[substr($i, 1, at - 1)] = substr($i, at + 1)
			}
			if (!(of["pid"] in ours) || of["key"] == "(null)") next
			entry = of["arch"] == "c000003e" ? "x86_64" : "ia32"
			# -ERESTART... is -EINTR to audit
			print entry, of["syscall"], ("exit" in of) ? of["exit"] : "-", of["pid"], of["key"]
		}' "$work/audit.log" | tr -d '"' | sort
}

of_ours() {
	awk -v pids="$1" '
		BEGIN { while ((getline pid <pids) > 0) ours[pid] = 1 }
		$1 == "@" && ($5 in ours) {
			# The rules of a key are numbered.
			sub(/"$/, "", $6); sub(/^"/, "", $6); sub(/_[0-9]+$/, "", $6)
			print $2, $3, $4, $5, $6
		}' "$2" | sort
}

# compare NAME FILE...: these rules in both, the program, the two logs.
compare() {
	compare_name=$1
	shift
	cat "$@" >"$work/these.rules"
	# What audit itself cannot take here (directories that are not there), it leaves out.
	{ echo -c; cat "$@"; } >"$work/theirs.rules"
	chmod 600 "$work/theirs.rules"
	auditctl -D >/dev/null 2>&1
	auditctl -R "$work/theirs.rules" >"$work/auditctl.out" 2>&1
	sct_config import --from audit "$work/these.rules" >"$work/these.conf" 2>"$work/import.err"
	sed -e 's/^default log_format.*/default log_format {@ %abi %sid %retval %pid %ruleid}/' \
		-e 's/\(type = LOG  log_format {\).*} }/\1@ %abi %sid - %pid %ruleid} }/' "$work/these.conf" >"$work/rules.conf"
	ok "$compare_name: the imported rules are taken" sct_config upload "$work/rules.conf"
	sctlog --once >/dev/null 2>&1
	: >"$work/audit.log"
	for bits in '' .32; do
		"build/tests/audited$bits" "$work/out"
	done >"$work/pids"
	build/tests/ctl delete
	auditctl -D >/dev/null 2>&1
	# auditd has written all when it has written this.
	auditctl -m "$mark-$compare_name" >/dev/null 2>&1
	until grep -q -- "$mark-$compare_name" "$work/audit.log"; do sleep 0.1; done
	of_audit "$work/pids" >"$work/theirs"
	sctlog --once 2>/dev/null >"$work/log"
	of_ours "$work/pids" "$work/log" >"$work/ours"
	echo "# $compare_name: $(wc -l <"$work/theirs") records of audit, $(wc -l <"$work/ours") events"
	diff "$work/theirs" "$work/ours" >"$work/differ"
	same "$compare_name: the calls that audit records, and no other" "" "$(head -n 40 "$work/differ")"
	has "$compare_name: there are some" . "$(head -n 1 "$work/ours")"
}

cd "$PWD" || exit
compare pci-dss "$samples/30-pci-dss-v31.rules"
if [ "$KERNEL" = 6.1 ]; then
	compare stig "$samples/30-stig.rules"
	compare nispom "$samples/30-nispom.rules"
	compare ospp "$samples"/30-ospp-*.rules
	compare injection "$samples/42-injection.rules" "$samples/43-module-load.rules" \
		"$samples/41-containers.rules" "$samples/44-installers.rules" \
		"$samples/71-networking.rules"
fi

kill $auditd
wait $auditd
umount /etc /var
