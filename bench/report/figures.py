# SPDX-License-Identifier: GPL-2.0-only
"""The figures of a run: read from what the guest printed, put side by side."""

import re

# Repeats of a figure may differ by so much, in percent; more is no measurement.
STEADY = 0.5

NOTHING = "nothing"
OURS = "ours"
MEASURES = {
    "call": "the cheapest of many loops shorter than a timer tick: the call alone",
    "caller": "processor time of the calling process over a long loop, ticks and wake-ups included",
    "whole": "all that the machine executed during a long loop, readers included",
    "busy": "all that the machine executed, from start to end, idle time taken off",
    "best": "the best of many runs, or the ratio of two bests: other load makes a run slower, never quicker",
    "mean": "the mean that JMH gives; spread is its error",
    "count": "counted by who read the events, in all runs of the figure together",
    "size": "memory, as the kernel accounts it",
}


class Figure:
    """What one subject (nothing, ours, a peer) was measured at."""

    def __init__(self, value, spread, unit):
        self.value = value
        self.spread = spread
        self.unit = unit

    @property
    def steady(self):
        return self.spread <= STEADY or self.unit not in JUDGED


# A virtual machine compiles when it pleases, and time is never steady: there the
# spread is shown and judged by the reader.
JUDGED = ("insn/call", "insn/request", "insn/run")


class Row:
    """One thing done, one way of measuring it, and every subject's figure."""

    def __init__(self, name, measure, unit):
        self.name = name
        self.measure = measure
        self.unit = unit
        self.figures = {}
        self.missing = {}

    def added(self, subject, base):
        """What the subject adds to the same thing done with nothing there."""
        if subject not in self.figures or base is None:
            return None
        return self.figures[subject].value - base


class Run:
    """All rows and checks of a run, in the order in which they came."""

    def __init__(self):
        self.rows = {}
        self.checks = []
        self.missing = {}
        self.about = {}

    def row(self, name, measure, unit=""):
        key = (name, measure)
        if key not in self.rows:
            self.rows[key] = Row(name, measure, unit)
        return self.rows[key]

    def value(self, name, subject, measure):
        row = self.rows.get((name, measure))
        figure = row and row.figures.get(subject)
        return figure.value if figure else None

    def base(self, name, measure):
        """What the thing costs with nothing there: which call it is tells the name."""
        here = self.value(name, NOTHING, measure)
        return here if here is not None else self.value(plain(name), NOTHING, measure)

    def added(self, name, subject, measure):
        row = self.rows.get((name, measure))
        return row.added(subject, self.base(name, measure)) if row else None

    def unsteady(self):
        return [
            (row, subject, figure)
            for row in self.rows.values()
            for subject, figure in row.figures.items()
            if not figure.steady
        ]

    def subjects(self):
        seen = []
        for row in self.rows.values():
            for s in row.figures:
                if s not in seen and s not in (NOTHING, OURS) and not s.startswith("gone-"):
                    seen.append(s)
        return seen


def plain(name):
    """The row that holds the cost of the same call without anybody watching."""
    if "/open-" in name:
        return "plain/open-other"
    if name.startswith("match/"):
        return "plain/watched"
    if name.startswith(("miss/", "rules/", "plain/")):
        return "plain/other"
    return name


def read(files):
    run = Run()
    for path in files:
        with open(path, encoding="utf-8", errors="replace") as f:
            for line in f:
                take(run, line.rstrip("\r\n").split("\t"))
    return run


def take(run, words):
    kind = words[0]
    if kind == "figure" and len(words) == 7:
        _, name, subject, measure, unit, value, spread = words
        run.row(name, measure, unit).figures[subject] = Figure(float(value), float(spread), unit)
    elif kind == "missing" and len(words) == 4:
        run.missing[(words[1], words[2])] = words[3]
    elif kind == "check" and len(words) == 4:
        run.checks.append((words[1], words[2] == "ok", words[3]))
    elif kind == "about" and len(words) == 3:
        run.about[words[1]] = words[2]


def gone_checks(run):
    """That a peer is really gone: the call costs what it cost before."""
    row = run.rows.get(("plain/other", "call"))
    if not row or NOTHING not in row.figures:
        return
    before = row.figures[NOTHING].value
    for subject, figure in row.figures.items():
        if subject.startswith("gone-"):
            off = abs(figure.value - before) / before * 100
            detail = f"{figure.value:.1f} instructions, {before:.1f} before"
            yield (f"{subject[5:]} is gone when stopped", off <= STEADY, detail)


def rule_counts(run, kind):
    """The numbers of rules for which the curve of a kind has points."""
    pattern = re.compile(rf"rules/{kind}/(\d+)$")
    return sorted({int(m[1]) for name, _ in run.rows if (m := pattern.match(name))})
