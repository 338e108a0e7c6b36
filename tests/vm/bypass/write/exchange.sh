# SPDX-License-Identifier: GPL-2.0-only
# It is exchanged for another file.
echo junk > "$dir/junk" && "$tricks" exchange "$dir/junk" "$victim"
