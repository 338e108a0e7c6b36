# SPDX-License-Identifier: GPL-2.0-only
# The article's two orders of its two rules.
. tests/vm/tap.sh
. tests/vm/served.sh

log='rule
 {
   syscall_name=unlink
   rule_name=unlink_rule1
   action
   {
     type=LOG
     log_format {%comm : %params delete by %euid --> %suid}
   }
   when=before
}'
deny='rule
{
   syscall_name = unlink
   rule_name = prevent_delete
   filter_expression {PARAMS[1]=="/etc/passwd" && UID == 0}
   action {
     type = FAIL
     error_code = -1
   }
   when = before
}'
cp /etc/passwd "$work/passwd"
conf=$work/try.conf

printf '%s\n%s\n' "$deny" "$log" > "$conf"
same "upload says so" "Successfully uploaded rules from file '$conf'" "$(sct_config upload "$conf")"
status "rm -f is refused" 1 rm -f /etc/passwd
has "as not permitted" "Operation not permitted" "$out"
ok "the file is there" test -e /etc/passwd

printf '%s\n%s\n' "$log" "$deny" > "$conf"
sct_config upload "$conf" >/dev/null
ok "the other order only logs" sh -c "rm -f /etc/passwd && ! test -e /etc/passwd"
cp "$work/passwd" /etc/passwd
has "and does log" '^"rm" : "/etc/passwd" delete by 0 --> 0$' "$(sctlog --once 2>/dev/null)"
