# SPDX-License-Identifier: GPL-2.0-only
# It is renamed and deleted by its new name.
mv "$victim" "$dir/away" && rm -f "$dir/away"
