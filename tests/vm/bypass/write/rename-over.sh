# SPDX-License-Identifier: GPL-2.0-only
# Another file is renamed over it.
echo junk > "$dir/junk" && mv -f "$dir/junk" "$victim"
