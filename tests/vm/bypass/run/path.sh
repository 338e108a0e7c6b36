# SPDX-License-Identifier: GPL-2.0-only
# By its path.
"$program" "$ran"
