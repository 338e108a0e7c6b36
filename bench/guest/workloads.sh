# SPDX-License-Identifier: GPL-2.0-only
# Whole programs as workloads.  All that they read and write lies in a tmpfs: the
# host's disk has no part in a figure.  Sourced by bench/guest/programs.

# Runs of 1,000 requests differ by 0.4 %, those of 4,000 by 0.1 %, and our bar is 1 %.
# Peers add more and need no more; what some add takes them several times as long.
requests=4000
peer_requests=2500
few_requests=400
if [ $quick = 1 ]; then
	requests=800 peer_requests=800 few_requests=200
fi
# So often that a peer's naps do not show.
trees='/tmp/tree /tmp/tree /tmp/tree /tmp/tree /tmp/tree /tmp/tree /tmp/tree /tmp/tree /tmp/tree'
cp "$out/bin/busy" /tmp/busy

prepare_workloads() {
	mkdir -p /tmp/www /tmp/tree /tmp/nginx /tmp/compiled
	cp -r "$root/usr/include" "$root/usr/share/nginx" /tmp/tree
	cp bench/progs/callcost.c bench/progs/machine.h /tmp/compiled
	web_page >/tmp/www/index.html
	cat >/tmp/nginx/conf <<-'CONF'
	worker_processes 1;
	user root;
	pid /tmp/nginx/pid;
	error_log /tmp/nginx/error.log;
	events { worker_connections 512; }
	http {
		access_log /tmp/nginx/access.log;
		sendfile on;
		keepalive_timeout 0;
		server { listen 127.0.0.1:8080; location / { root /tmp/www; } }
	}
	CONF
	start_nginx
}

start_nginx() {
	in_root nginx -c /tmp/nginx/conf -e /tmp/nginx/error.log || die "nginx does not start"
	wait_for 60 served || die "nginx does not serve"
}

# It removes its pid file last.
stop_nginx() {
	kill -TERM "$(cat /tmp/nginx/pid)" && wait_for 60 nginx_is_gone || die "nginx does not stop"
}

nginx_is_gone() { [ ! -e /tmp/nginx/pid ]; }

# A page of some 60 kB.
web_page() {
	echo '<!doctype html><title>A page</title><table>'
	i=0
	while [ $i -lt 1000 ]; do
		echo "<tr><td class=\"number\">$i</td><td>The quick brown fox $i</td></tr>"
		i=$((i + 1))
	done
	echo '</table>'
}

served() { in_root ab -q -n 1 http://127.0.0.1:8080/index.html >/tmp/ab.out 2>&1; }

# What a workload runs in the peers' root, what is counted in it, its unit.
command_of() {
	case $1 in
	nginx) echo "ab -q -n $requests -c 100 http://127.0.0.1:8080/index.html" ;;
	tar) echo "tar -cf /tmp/tree.tar -C /tmp tree" ;;
	compile) echo "gcc -O1 -c -o /tmp/compiled/out.o /tmp/compiled/callcost.c" ;;
	find) echo "find $trees -type f -name *.h" ;;
	esac
}

# How often; peers a little less.
runs="-w 1 -r 5"

# What a run of ab costs beside its requests, in instructions; see find_ab_start().
ab_start=0

# cost_of SUBJECT WORKLOAD: sets value, spread, unit.
cost_of() {
	n=1 base=0 unit=insn/run
	[ "$2" != nginx ] || { n=$requests base=$ab_start unit=insn/request; }
	: >/tmp/nginx/access.log
	# shellcheck disable=SC2046,SC2086 # words
	in_root /tmp/busy $runs -n $n -b $base $wrapper $(command_of "$2") >/tmp/cost 2>/tmp/cost.err || {
		cat /tmp/cost.err
		die "$2 with $1"
	}
	if [ "$2" = nginx ]; then
		grep -q '^Failed requests: *0$' /tmp/busy.out || die "failed requests with $1: $(cat /tmp/busy.out)"
	fi
	read -r value spread </tmp/cost
}

# program SUBJECT WORKLOAD
program() {
	cost_of "$@"
	# A compiler inside is never the same twice.
	[ "$1" != ours-sctlog ] || unit="$unit, Java"
	figure "programs/$2" "$1" busy "$unit" "$value" "$spread"
}

# ab loads its libraries and makes its buffers: that is no request's, and would be
# more of each the fewer there are.  Two lengths of run tell how much it is.
find_ab_start() {
	many=$requests
	requests=$few_requests
	cost_of nothing nginx
	few_cost=$value
	requests=$peer_requests
	cost_of nothing nginx
	ab_start=$(echo "$few_cost $few_requests $value $requests" | awk '{
		each = ($3 * $4 - $1 * $2) / ($4 - $2)
		printf "%.0f", ($1 - each) * $2 }')
	figure programs/ab-start nothing busy insn/run "$ab_start" 0
	requests=$many
}

# The calls that syscord records.
syscord_calls=getuid,recvfrom,socket,fstat,getcwd,lseek,futex,sendto,clone,read,mmap,exit_group,close,tgkill,munmap,nanosleep,ppoll,dup,ioctl,open,creat,openat,writev
open_calls=open,openat,creat
calls_of() {
	[ "$1" = nginx ] && echo $syscord_calls || echo $open_calls
}
