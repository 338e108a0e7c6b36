# SPDX-License-Identifier: GPL-2.0-only
# By the root directory of another process.
sleep 100 & pid=$!
rm -f "/proc/$pid/root$victim"
kill $pid
