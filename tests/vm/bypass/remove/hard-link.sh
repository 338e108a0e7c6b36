# SPDX-License-Identifier: GPL-2.0-only
# By its last name, when it has been given another one that was its own.
ln "$victim" "$dir/twin" && mv -f "$dir/twin" "$dir/etc/twin" && rm -f "$victim"
