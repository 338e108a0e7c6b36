# SPDX-License-Identifier: GPL-2.0-only
# It gets an ACL.
# as: root
"$file_tricks" setacl "$victim"
