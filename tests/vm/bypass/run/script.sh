# SPDX-License-Identifier: GPL-2.0-only
# As what interprets a script.
printf '#!%s\n' "$program" > "$dir/script" && chmod 755 "$dir/script" && "$dir/script" "$ran"
