# SPDX-License-Identifier: GPL-2.0-only
# A local socket by another name.
ln "$net/held" "$dir/link" && "$net_tricks" plain local "$dir/link"; rm "$dir/link"
