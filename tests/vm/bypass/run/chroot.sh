# SPDX-License-Identifier: GPL-2.0-only
# From a root directory of its own.
"$run_tricks" chroot "$dir" /bin/static /ran
