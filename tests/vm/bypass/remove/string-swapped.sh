# SPDX-License-Identifier: GPL-2.0-only
# The path is changed by another thread after it has been looked at.
echo x > "$dir/other" && "$tricks" swap "$dir/other" "$victim"
