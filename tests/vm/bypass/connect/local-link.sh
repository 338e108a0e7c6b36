# SPDX-License-Identifier: GPL-2.0-only
# A local socket by a symbolic link.
ln -s "$net/held" "$dir/link" && "$net_tricks" plain local "$dir/link"
