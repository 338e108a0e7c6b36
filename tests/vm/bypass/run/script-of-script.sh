# SPDX-License-Identifier: GPL-2.0-only
# As what interprets the interpreter of a script.
printf '#!%s\n' "$program" > "$dir/first" && printf '#!%s/first\n' "$dir" > "$dir/second" && chmod 755 "$dir/first" "$dir/second" && "$dir/second" "$ran"
