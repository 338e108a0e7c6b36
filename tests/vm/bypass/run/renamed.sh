# SPDX-License-Identifier: GPL-2.0-only
# By another name.
mv "$program" "$dir/other" && "$dir/other" "$ran"
