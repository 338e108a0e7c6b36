# SPDX-License-Identifier: GPL-2.0-only
# The kernel runs it for a program that crashes.
# as: root
echo "|$dir/bin/static touch $ran" > /proc/sys/kernel/core_pattern; ulimit -c unlimited
sh -c 'kill -SEGV $$'; sleep 1
echo core > /proc/sys/kernel/core_pattern
