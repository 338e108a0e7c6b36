# SPDX-License-Identifier: GPL-2.0-only
# Another file is copied over it.
echo junk > "$dir/junk" && cp "$dir/junk" "$victim"
