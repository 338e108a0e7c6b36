# SPDX-License-Identifier: GPL-2.0-only
# A local socket with an abstract name.
"$net_tricks" plain local @sct-held
