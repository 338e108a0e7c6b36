# SPDX-License-Identifier: GPL-2.0-only
# It loses an extended attribute.
"$file_tricks" removexattr "$victim"
