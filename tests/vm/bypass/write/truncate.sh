# SPDX-License-Identifier: GPL-2.0-only
# It is cut by its path.
truncate -s 1 "$victim"
