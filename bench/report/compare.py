# SPDX-License-Identifier: GPL-2.0-only
"""What a change did: our figures of two runs side by side."""

from figures import OURS

# What is taken for no change, in percent: repeats of the same thing differ by less.
SAME = {"call": 0.03}
SAME_ELSE = 0.5


def table(base, run):
    head = ["what", "measure", "unit", "base", "now", "change", ""]
    rows = []
    for (name, measure), row in run.rows.items():
        old = base.rows.get((name, measure))
        # Programs and the like are told as they are; calls as what we add to them.
        before, now = (r.value(name, OURS, measure) for r in (base, run))
        if now is None and before is None:
            continue
        plain = run.base(name, measure)
        added = None if before is None or now is None else now - before
        rows.append([
            name, measure, row.unit, text(before, base.base(name, measure)), text(now, plain),
            "-" if added is None else f"{added:+,.1f}",
            verdict(before, now, measure) if old else "new",
        ])
    for (name, measure), row in base.rows.items():
        if (name, measure) not in run.rows and OURS in row.figures:
            rows.append([name, measure, row.unit, text(row.figures[OURS].value, None), "-", "-", "gone"])
    return head, rows


def text(value, plain):
    if value is None:
        return "-"
    return f"{value:,.1f}" + (f" ({value - plain:+,.0f})" if plain is not None else "")


def verdict(before, now, measure):
    if before is None or now is None:
        return "new" if before is None else "gone"
    if abs(now - before) <= SAME.get(measure, SAME_ELSE) / 100 * abs(before):
        return "same"
    return "less" if now < before else "more"
