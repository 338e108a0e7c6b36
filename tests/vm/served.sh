# SPDX-License-Identifier: GPL-2.0-only
# For cases that call the tools many times: sct_config and sctlog as functions, by
# which a Java that runs already runs the tools' own main() (progs/ServedTools.java).
# Sourced after tap.sh.  `command sctlog` is the program.
#
# Not for a case in which that Java, asleep in its system calls, would be in the
# way; cases/run ends it before a case that does not want it.

served=/run/sct/served	# none of the case's own files
served_requests=/run/sct/tools

served_start() {
	[ ! -p $served_requests ] || return 0
	mkdir -p $served
	mkfifo $served_requests $served/end
	set --
	for served_tool in sct_config sctlog; do
		set -- "$@" "$served_tool=$(grep -o 'org\.syscalltrack[.a-zA-Z]*\.Main' "build/bin/$served_tool")"
	done
	# The class path of the archive comes first.
	served_jars=$(sed -n 's/^for j in \(.*\); do$/\1/p' build/bin/sct_config)
	served_path=
	for served_jar in $served_jars; do
		served_path=${served_path}build/lib/$served_jar:
	done
	java -XX:SharedArchiveFile=build/lib/tools.jsa -Djava.security.manager=allow \
		-Djna.boot.library.path=build/lib -Djna.nosys=true \
		-Dfile.encoding=UTF-8 -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
		-cp "${served_path}build/tests/served" \
		ServedTools $served_requests "$@" </dev/null >/run/sct/tools.log 2>&1 &
	echo $! > /run/sct/tools.pid
}

served() {
	served_start
	printf '%s\0' "$@" > $served/args
	printf '%s\n' $served > $served_requests
	read -r served_status < $served/end
	cat $served/err >&2
	cat $served/out || return
	return "$served_status"
}

sct_config() { served sct_config "$@"; }
sctlog() { served sctlog "$@"; }
