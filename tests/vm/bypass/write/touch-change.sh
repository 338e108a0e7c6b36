# SPDX-License-Identifier: GPL-2.0-only
# It gets another time of change, and no other of access.
touch -m -d 2001-01-01 "$victim"
