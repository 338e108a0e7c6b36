# SPDX-License-Identifier: GPL-2.0-only
# timeout: 900
# By which doors rules are come to, and by which they are got round: what the compiler and
# the kernel say (coverage), and what is seen when somebody goes through (--probe).
. tests/vm/tap.sh
. tests/vm/served.sh

ending='action { type = FAIL  error_code = EPERM } when = before }'
cat > "$work/text.conf" <<EOR
rule { syscall_name = unlink  rule_name = by-text
       filter_expression { PARAMS[1] == "/etc/passwd" && UID != 4711 } $ending
EOR
cat > "$work/object.conf" <<EOR
rule { syscall_name = unlink, rename  rule_name = by-object
       filter_expression { any OBJECT == "/etc/passwd" && UID != 4711 } $ending
EOR
cat > "$work/modes.conf" <<EOR
rule { syscall_name = chmod  rule_name = modes
       filter_expression { any OBJECT == "/etc/passwd" } $ending
EOR

status "a text rule: a door is not covered" 4 sct_config coverage "$work/text.conf"
sct_config coverage "$work/text.conf" 2>/dev/null > "$work/said"
has "which is named" "NOT COVERED  *io_uring  *unlinkat" "$(cat "$work/said")"
has "with the entries of this kernel" "covered  *x86_64 ia32.*  unlink$" "$(cat "$work/said")"
status "an object rule: all are" 0 sct_config coverage "$work/object.conf"
has "not in force" "not those in force" "$(sct_config coverage "$work/object.conf")"

# A call that came with 6.6.
case $(uname -r) in
6.1.*) there="not there  *x86_64 ia32.*  *chmod: .*fchmodat2" ;;
*) there="covered  *x86_64 ia32.*  *chmod: .*fchmodat2" ;;
esac
has "what this kernel does not have is not there" "$there" "$(sct_config coverage "$work/modes.conf")"

# Rules in force go on meanwhile, and stay.
echo > "$work/kept"
rules <<EOR
rule { syscall_name = unlink  rule_name = keep
       filter_expression { any OBJECT == "$work/kept" } $ending
EOR
sct_config download > "$work/before"
sct_config coverage --probe "$work/text.conf" 2>"$work/errors" > "$work/said"
same "probing the text rule: a door was not seen" 4 $?
has "which is named" "NOT COVERED  *io_uring .*unlinkat .*gone through, not seen" "$(cat "$work/said")"
has "the call itself was seen" "covered  *x86_64 ia32.*  *unlink - seen by by-text" "$(cat "$work/said")"
has "and its family" "covered  *x86_64 ia32  *unlinkat - .*seen by by-text" "$(cat "$work/said")"
sct_config coverage --probe "$work/object.conf" 2>>"$work/errors" > "$work/said"
same "probing the object rule: all were seen" 0 $?
same "each door, by whatever entry" 0 "$(grep '^ ' "$work/said" | grep -v 'not there' | grep -vc 'seen by by-object')"
has "io_uring's, too" "io_uring .*unlink: unlinkat - seen by" "$(cat "$work/said")"
same "it says nothing else" "" "$(grep -v '^ \|note\|hint\|^[^ ]*:' "$work/errors")"
same "the rules in force are the same" "$(cat "$work/before")" "$(sct_config download)"
status "and hold" 1 rm -f "$work/kept"
ok "nothing was done to what the rules are about" test -s /etc/passwd
same "nothing is left behind" "" "$(ls -d /tmp/sct-probe* 2>/dev/null)"

# Without rules in force, and by the kernel's own way of putting them back.
sct_config delete >/dev/null
sct_config coverage --probe --format json "$work/text.conf" "$work/object.conf" 2>/dev/null > "$work/said"
same "both at once: one door" 4 $?
same "is missed, and seen by the other rule" 1 "$(grep -c 'not seen' "$work/said")"
has "no rules are left" "^rules  *0 rules" "$(sct_config status)"

# Programs that run.
cat > "$work/trace.conf" <<EOR
rule { syscall_name = ptrace, kill  rule_name = trace
       filter_expression { any OBJECT == "/usr/bin/program" } $ending
EOR
sct_config coverage --probe "$work/trace.conf" > "$work/said" 2>/dev/null
same "whatever is done to a program that runs is seen" 0 $?
same "by each door" "" "$(grep '^ ' "$work/said" | grep -v 'not there\|seen by trace')"

# All doors of what is done to files.
cat > "$work/wa.conf" <<EOR
rule { syscall_name = @file, write  rule_name = wa  perm = wa
       filter_expression { any OBJECT under "/etc" } $ending
EOR
sct_config coverage --probe "$work/wa.conf" > "$work/said" 2>/dev/null
same "whatever is done to a file is seen" 0 $?
grep -v "seen by wa" "$work/said" | sed 's/^/# /'
ok "by a hundred doors at least" test "$(sct_config coverage --probe --format json "$work/wa.conf" 2>/dev/null | grep -c '"seen by wa"')" -ge 80
