# SPDX-License-Identifier: GPL-2.0-only
# timeout: 600
# One rule, and nobody reaches the listener: bypass/connect/.
. tests/vm/tap.sh
. tests/vm/served.sh
. tests/vm/bypass/suite.sh

base=$work/all
net=$work/net
mkdir "$base" "$net"
chmod 711 "$work"
chmod 777 "$net"
export net
modprobe vsock_loopback
"$net_tricks" serve &
listener=$!
until [ -S "$net/control" ]; do sleep 0.1; done
chmod 777 "$net/control"

within=at
place_object() { :; }
objects() { printf '%s\n' "$net/held" "$net/held.dgram"; }
# Of the listener, who has taken in all that was there when it is asked.
seen=0
is_whole() {
	now=$("$net_tricks" count held)
	[ "$now" = "$seen" ] && return
	seen=$now
	return 1
}
beside() { "$net_tricks" beside; }
policy() {
	cat <<-EOR
	rule { syscall_name = connect, sendto, sendmsg, sendmmsg  rule_name = keep
	       filter_expression { OBJECT.port == 9999 || any OBJECT in (victims)
	                           || OBJECT.path endswith "sct-held" }
	       action { type = FAIL  error_code = EPERM
	                log_format {%ruleid %params %comm %exe %cwd %tty %cgroup %pcomm} } when = before }
	EOR
}

run_suite connect

# What such a rule is not about, as sct_rules(5) says.
cd "$work" && mkfifo go
"$net_tricks" passed > passed.said 2>&1 &
early=$!
until [ -e ready ]; do sleep 0.1; done
cd "$OLDPWD"
rules <<EOR
rule { syscall_name = connect, sendto, sendmsg, sendmmsg  rule_name = keep
       filter_expression { OBJECT.port == 9999 }
       action { type = FAIL  error_code = EPERM } when = before }
EOR
status "held" 1 "$net_tricks" plain send 127.0.0.1
ok "nothing has arrived" is_whole
echo go 1<> "$work/go"
wait $early
is_whole && arrived=no || arrived=yes
same "limit: what was connected before sends, by whoever it was passed to" yes $arrived
ok "limit: a packet" "$net_tricks" raw
is_whole && arrived=no || arrived=yes
same "that says itself where to" yes $arrived

# Who asks, by whatever door, is who submitted it; the event says what the kernel saw.
rules <<EOR
rule { syscall_name = connect  rule_name = seen
       filter_expression { OBJECT.ip == 127.0.0.1 && OBJECT.port >= 9998 && COMM == "net_tricks" }
       action { type = LOG  log_format {$mark %comm by=%sname %params port=%object.port} } when = before }
EOR
"$net_tricks" plain tcp 0.0.0.0
"$net_tricks" uring-connect sqpoll
sct_config delete
out=$(logged)
has "the address that the kernel makes of it is in the event" \
	"net_tricks.*by=connect {AF_INET 127\.0\.0\.1:9999} port=9999" "$out"
# Once more when the connection is there: io_uring asks the kernel twice.
has "so it is where no call was made" \
	"net_tricks.*by=<unknown> {AF_INET 127\.0\.0\.1:9999} port=9999" "$out"
