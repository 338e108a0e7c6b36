# SPDX-License-Identifier: GPL-2.0-only
# From a root directory of its own.
"$file_tricks" chroot "$dir" /etc/passwd
