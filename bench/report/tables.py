# SPDX-License-Identifier: GPL-2.0-only
"""Tables of the figures: as lists of texts, then for a terminal or in Markdown."""

from figures import NOTHING, OURS, rule_counts

TITLES = {
    "no-rule/getppid": "getppid, no rule",
    "no-rule/read": "read of 1 byte, no rule",
    "no-rule/clock_gettime": "clock_gettime, no rule",
    "miss/number": "miss, a number compared",
    "miss/string": "miss, a string compared",
    "miss/path": "miss, the resolved path",
    "miss/open-string": "open + close, miss, a string",
    "miss/open-path": "open + close, miss, the path",
    "miss/after": "miss, after the call",
    "miss/both": "miss, before and after",
    "match/fail": "match that fails",
    "match/log": "match that logs, with a reader",
    "match/log-unread": "match that logs, no reader",
    "match/log-sctlog": "match that logs, sctlog",
    "match/both": "match that logs twice",
}
KINDS = ("exact", "prefix", "glob", "number", "mixed", "comm")


def number(value, digits=0):
    return "-" if value is None else f"{value:,.{digits}f}"


def signed(value):
    return "-" if value is None else f"{round(value):+,}"


def ratio(a, b):
    return "-" if a is None or not b else f"{a / b:.2f}"


def calls(run, measure):
    """What each subject adds to a call, and our part of what a peer adds."""
    peers = [p for p in run.subjects() if any((n, measure) in run.rows and p in run.rows[n, measure].figures
                                              for n in TITLES)]
    head = ["instructions added per call", "the call", "syscalltrack"] + peers
    rows = []
    for name, title in TITLES.items():
        row = run.rows.get((name, measure))
        lacking = measure == "call" and run.missing.get((name, OURS))
        if not row and not lacking:
            continue
        ours = run.added(name, OURS, measure)
        cells = [title, number(run.base(name, measure)), signed(ours) if not lacking else "missing"]
        cells += [signed(run.added(name, p, measure)) for p in peers]
        rows.append(cells)
    return head, rows


def curves(run, measure="call"):
    """What a miss adds, by the number of rules on the call."""
    lines = [(k, OURS) for k in KINDS] + [("exact", "audit"), ("number", "audit")]
    lines = [(k, s) for k, s in lines if any(run.added(f"rules/{k}/{n}", s, measure) is not None
                                             for n in rule_counts(run, k))]
    counts = sorted({n for k, _ in lines for n in rule_counts(run, k)})
    head = ["rules on the call"] + [f"{'syscalltrack' if s == OURS else s}, {k}" for k, s in lines]
    rows = [[f"{n:,}"] + [signed(run.added(f"rules/{k}/{n}", s, measure)) for k, s in lines] for n in counts]
    return head, rows if lines else []


def others(run):
    """Programs, memory, tools: every subject's own value and its ratio to nothing."""
    head = ["what", "unit", "nothing", "syscalltrack", "ratio", "peers"]
    rows = []
    for (name, _), row in run.rows.items():
        if name.startswith(("no-rule/", "miss/", "match/", "plain/", "rules/")):
            continue
        nothing, ours = (row.figures.get(s) for s in (NOTHING, OURS))
        digits = 0 if any(f.value >= 100 for f in row.figures.values()) else 2
        peers = [f"{s} {number(f.value, digits)}" + (f" ({f.value / nothing.value:.2f})" if nothing and nothing.value else "")
                 for s, f in row.figures.items() if s not in (NOTHING, OURS)]
        rows.append([name, row.unit, number(nothing and nothing.value, digits), number(ours and ours.value, digits),
                     ratio(ours and ours.value, nothing and nothing.value), ", ".join(peers) or "-"])
    return head, rows


# What a user asks, and how it is answered: in instructions added to a call, in
# what a whole run takes beside one without us, or in a size.
ADDED, TIMES, SIZE = range(3)
QUESTIONS = (
    ("a call that no rule is about (`getppid`)", ADDED, "no-rule/getppid"),
    ("a rule that compares a number and does not match", ADDED, "miss/number"),
    ("a rule that compares a path as written and does not match", ADDED, "miss/string"),
    ("a rule that compares a resolved path and does not match", ADDED, "miss/path"),
    ("a rule that logs the call", ADDED, "match/log"),
    ("a rule that refuses the call, which then does not run", ADDED, "match/fail"),
    ("1,000 rules on the call, each about another path", ADDED, "rules/exact/1000"),
    ("100 rules on the call, each with another pattern", ADDED, "rules/glob/100"),
    ("nginx, with 24 calls logged", TIMES, "programs/nginx"),
    ("the modules and their log, in memory", SIZE, "memory/modules loaded, the log's ring included"),
)
BESIDE = (("audit", ("audit",)), ("bpftrace", ("bpftrace-kprobe", "bpftrace-tracepoint")), ("sysdig", ("sysdig",)),
          ("strace", ("strace",)))


def answer(run, kind, name, subject):
    """A cell of questions(); "-" where the subject was not measured."""
    if kind == ADDED:
        return signed(run.added(name, subject, "call"))
    if kind == TIMES:
        value = ratio(run.value(name, subject, "busy"), run.value(name, NOTHING, "busy"))
        return value if value == "-" else f"{value} times"
    value = run.value(name, subject, "size")
    return number(value) if value is None else f"{number(value)} {run.rows[name, 'size'].unit}"


def questions(run):
    """The few rows of the README."""
    head = ["what is there", "syscalltrack"] + [title for title, _ in BESIDE]
    rows = []
    for title, kind, name in QUESTIONS:
        cells = [title, answer(run, kind, name, OURS)]
        for _, subjects in BESIDE:
            found = [a for a in (answer(run, kind, name, s) for s in subjects) if a != "-"]
            cells.append(found[0] if found else "-")
        rows.append(cells)
    return head, rows


def bars(found):
    head = ["bar", "", "found", "reason"]
    return head, [[b.what, b.bar, f"{b.found} {b.colour}", b.reason] for b in found]


def terminal(head, rows):
    table = [head] + rows
    widths = [max(len(r[i]) for r in table) for i in range(len(head))]
    right = [i > 0 and all(r[i][:1] in "+-0123456789m" for r in rows) for i in range(len(head))]
    lines = ["  ".join(c.rjust(w) if r else c.ljust(w) for c, w, r in zip(row, widths, right)).rstrip()
             for row in table]
    return "\n".join([lines[0], "-" * max(map(len, lines))] + lines[1:])


def markdown(head, rows):
    align = ["---"] + ["---:" if all(r[i][:1] in "+-0123456789m" for r in rows) else "---" for i in range(1, len(head))]
    return "\n".join("| " + " | ".join(r) + " |" for r in [head, align] + rows)
