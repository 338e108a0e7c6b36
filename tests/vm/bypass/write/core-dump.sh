# SPDX-License-Identifier: GPL-2.0-only
# A program that crashes leaves its memory there.
# as: root
echo "$victim" > /proc/sys/kernel/core_pattern; ulimit -c unlimited
sh -c 'kill -SEGV $$'
echo core > /proc/sys/kernel/core_pattern
