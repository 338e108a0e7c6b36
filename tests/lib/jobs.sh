# SPDX-License-Identifier: GPL-2.0-only
# Jobs that run side by side and whose outputs come one after the other.  Sourced
# by tests/run.
#
# A job is a part of a suite, in a process group of its own, with a directory of
# its own, which it sees as $work:
#   shown  what it prints
#   count  how many tests passed and failed, by report.sh
#   times  "SECONDS NAME" of each case
#   failures  what failed, by report.sh
#   clock  "START END CPU" in seconds; it is there when the job has ended

jobs_at_once=${JOBS:-$(nproc)}
job_suite=()
job_weight=()
job_command=()

# job WEIGHT SUITE COMMAND...: plans it.  They are started by weight, heavy ones
# first, and shown in the order of planning.
job() {
	job_weight+=("$1")
	job_suite+=("$2")
	shift 2
	job_command+=("$(printf '%q ' "$@")")
}

# Runs in the job.
job_main() {
	local start=$SECONDS cpu
	# What jobs before it have come to, this shell has inherited.
	passed=0 failed=0
	eval "$1"
	echo "$passed $failed" >"$work/count"
	# This shell's and of all that it has waited for: "1m2.345s 0m0.345s".
	times >"$work/cpu"
	cpu=$(awk -F '[ms ]+' '{ cpu += $1 * 60 + $2 + $3 * 60 + $4 } END { printf "%d", cpu }' "$work/cpu")
	echo "$start $SECONDS $cpu" >"$work/clock"
}

show_job() {
	local ended= dir=$work/job.$1
	exec 8<"$dir/shown"
	while [ -z "$ended" ]; do
		[ ! -e "$dir/clock" ] || ended=1
		cat <&8
		[ -n "$ended" ] || sleep 0.2
	done
	exec 8<&-
}

# The jobs in order, and after the last one of a suite the suite's times.
show_jobs() {
	local i dirs=()
	for i in "${!job_suite[@]}"; do
		show_job $i
		dirs+=("$work/job.$i/clock")
		[ "${job_suite[i]}" != "${job_suite[i + 1]-}" ] || continue
		awk -v suite="${job_suite[i]}" '
			NR == 1 || $1 < start { start = $1 }
			$2 > end { end = $2 }
			{ cpu += $3 }
			END { printf "# %s: %d s, %d s of CPU\n", suite, end - start, cpu }' "${dirs[@]}"
		dirs=()
	done
}

# Runs what was planned.
run_jobs() {
	local i running=0
	job_of_pid=()
	for i in "${!job_suite[@]}"; do
		mkdir "$work/job.$i"
		: >"$work/job.$i/shown"
	done
	show_jobs &
	shower=$!
	for i in $(for i in "${!job_weight[@]}"; do echo "${job_weight[i]} $i"; done | sort -k 1,1rn -k 2,2n | cut -d ' ' -f 2); do
		if [ $running -ge "$jobs_at_once" ]; then
			end_of_job
		fi
		set -m
		(
			work=$work/job.$i
			trap - EXIT
			job_main "${job_command[i]}"
		) >"$work/job.$i/shown" 2>&1 </dev/null &
		set +m
		job_of_pid[$!]=$i
		running=$((running + 1))
	done
	while [ $running -gt 0 ]; do
		end_of_job
	done
	wait $shower
	shower=
	count_jobs
	job_suite=() job_weight=() job_command=()
}

# Waits for one; to be called where one is running.
end_of_job() {
	local ended= i
	wait -n -p ended "${!job_of_pid[@]}"
	i=${job_of_pid[ended]}
	unset "job_of_pid[ended]"
	running=$((running - 1))
	[ -e "$work/job.$i/clock" ] || echo "$SECONDS $SECONDS 0" >"$work/job.$i/clock"
}

count_jobs() {
	local i p f
	for i in "${!job_suite[@]}"; do
		if read -r p f <"$work/job.$i/count"; then
			passed=$((passed + p)) failed=$((failed + f))
		else
			result "${job_suite[i]}: a job of it was lost" 1 "make check ONLY=${job_suite[i]}"
		fi 2>/dev/null
		cat "$work/job.$i/times" >>"$work/times" 2>/dev/null
		cat "$work/job.$i/failures" >>"$work/failures" 2>/dev/null
		rm -rf "$work/job.$i"
	done
}

# Takes down what still runs.
end_jobs() {
	local pid
	for pid in "${!job_of_pid[@]}"; do
		kill -TERM -- "-$pid" 2>/dev/null
	done
	job_of_pid=()
	[ -z "$shower" ] || kill "$shower" 2>/dev/null
	wait
}
job_of_pid=()
shower=
