# SPDX-License-Identifier: GPL-2.0-only
# Its directory is renamed while somebody works in it.
# object: moved
cd "$dir/etc" && mv "$dir/etc" "$dir/etc.old" && rm -f passwd
