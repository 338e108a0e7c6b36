# SPDX-License-Identifier: GPL-2.0-only
"""The bars: what the figures must reach.  No bar is loosened to be met."""

from figures import NOTHING, OURS


class Bar:
    """A bar that was looked at: green, red, or without a figure (met is None)."""

    def __init__(self, what, bar, found, met, reason=""):
        self.what = what
        self.bar = bar
        self.found = found
        self.met = met
        self.reason = reason

    @property
    def colour(self):
        return {True: "green", False: "red", None: "missing"}[self.met]


def at_most(run, what, bar, value, limit, unit="", name=""):
    """Green if value <= limit; missing, with what is known of why, without a value."""
    if value is None or limit is None:
        reason = run.missing.get((name, OURS), "not measured in this run")
        return Bar(what, bar, "-", None, reason)
    return Bar(what, bar, f"{value:,.5g}{unit}" if abs(value) < 100 else f"{value:,.0f}{unit}", value <= limit)


def ratio(a, b):
    return a / b if a is not None and b else None


def no_rule(run):
    worst = None
    for call in ("getppid", "read", "clock_gettime"):
        added = run.added(f"no-rule/{call}", OURS, "call")
        if added is not None and (worst is None or added > worst):
            worst = added
    return worst


def against(run, name, peer, measure):
    return ratio(run.added(name, OURS, measure), run.added(name, peer, measure))


def supervised(run, subject, peer, name="supervised/a call logged"):
    return ratio(run.value(name, subject, "mean"), run.value(name, peer, "mean"))


def all_bars(run):
    string, path = "miss/string", "miss/path"

    def bar(what, text, value, limit, unit="", name=""):
        return at_most(run, what, text, value, limit, unit, name)

    def many_rules(what, limit, name):
        return bar(what, f"at most {limit}", run.added(name, OURS, "call"), limit, name=name)

    build = "supervised/a build of 1,000 processes"
    one = run.added("rules/exact/1", OURS, "call")
    many = run.added("rules/exact/10000", OURS, "call")
    nginx = ratio(run.value("programs/nginx", OURS, "busy"), run.value("programs/nginx", NOTHING, "busy"))
    return [
        bar("call without a rule", "0", no_rule(run), 0.5),
        bar("rule that misses, number", "at most 45", run.added("miss/number", OURS, "call"), 45),
        bar("rule that misses, one string", "at most 70", run.added(string, OURS, "call"), 70),
        bar("- against bpftrace's kprobe", "at most 0.3", against(run, string, "bpftrace-kprobe", "call"), 0.3),
        bar("- against audit", "at most 0.07", against(run, string, "audit", "call"), 0.07),
        bar("- against sysdig, its reader included", "at most 0.03", against(run, string, "sysdig", "whole"), 0.03),
        bar("rule that misses, resolved path, against audit", "at most 0.5",
            against(run, path, "audit", "call"), 0.5, name=path),
        bar("match that logs three parameters, kernel side, against sysdig", "at most 0.25",
            ratio(run.added("match/log", OURS, "caller"), run.added("match/log", "sysdig", "caller")), 0.25,
            name="match/log"),
        bar("rule that misses, after the call", "at most 350", run.added("miss/after", OURS, "call"), 350,
            name="miss/after"),
        bar("match that logs three parameters", "at most 400", run.added("match/log", OURS, "call"), 400,
            name="match/log"),
        bar("match that logs twice", "at most 900", run.added("match/both", OURS, "call"), 900, name="match/both"),
        bar("match that fails, the whole call", "at most 600", run.value("match/fail", OURS, "call"), 600, " insn"),
        many_rules("100 globs, miss", 400, "rules/glob/100"),
        many_rules("100 different COMMs, miss", 90, "rules/comm/100"),
        many_rules("1,000 mixed rules, miss", 500, "rules/mixed/1000"),
        many_rules("10,000 mixed rules, miss", 500, "rules/mixed/10000"),
        bar("10,000 exact rules against 1", "at most 1.2 times", ratio(many, one), 1.2, name="rules/exact/10000"),
        bar("nginx and ab, 24 calls logged, against nothing", "at most 1.01 times", nginx, 1.01, name="programs/nginx"),
        bar("2 CPUs against 1, getppid hooked, against not hooked", "no worse (1 within 2 %)",
            ratio(run.value("parallel/getppid", OURS, "best"), run.value("parallel/getppid", NOTHING, "best")), 1.02,
            name="parallel/getppid"),
        bar("sct_config check, against an empty Java program, time", "at most 2.5",
            run.value("tools/check-ratio/1", OURS, "best"), 2.5, name="tools/check-ratio/1"),
        bar("- in instructions, which a busy machine does not change", "at most 2.5",
            ratio(run.value("tools/sct_config check, 1 rules", OURS, "busy"),
                  run.value("tools/an empty Java program", NOTHING, "busy")), 2.5),
        bar("sct_run, a call logged, against strace --seccomp-bpf, processor time", "at most 0.8",
            supervised(run, OURS, "strace-seccomp"), 0.8),
        bar("- with what it returned", "at most 0.8", supervised(run, "ours-result", "strace-seccomp"), 0.8),
        bar("- a build of 1,000 processes under 5 rules", "at most 0.8 of what strace adds",
            ratio(run.value(build, OURS, "mean") - run.value(build, NOTHING, "mean"),
                  run.value(build, "strace-seccomp", "mean") - run.value(build, NOTHING, "mean"))
            if run.value(build, OURS, "mean") else None, 0.8),
        bar("- the build, with no call that has rules, against nothing", "at most 1.02",
            supervised(run, "ours-unmet", NOTHING, build), 1.02),
    ]
