# SPDX-License-Identifier: GPL-2.0-only
# By a hard link.
ln "$program" "$dir/twin" && "$dir/twin" "$ran"
