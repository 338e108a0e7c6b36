# SPDX-License-Identifier: GPL-2.0-only
# By a socket for virtual machines, which leads back to this one.
"$net_tricks" plain vsock -
