# SPDX-License-Identifier: GPL-2.0-only
# Nobody waits until the stream is connected.
"$net_tricks" non-blocking
