# SPDX-License-Identifier: GPL-2.0-only
# It gets other times.
touch -d 2001-01-01 "$victim"
