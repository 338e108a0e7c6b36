# SPDX-License-Identifier: GPL-2.0-only
# It gets another owner.
# as: root
chown 1:1 "$victim"
