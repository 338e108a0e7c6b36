# SPDX-License-Identifier: GPL-2.0-only
"""usage: python3 bench/report [--json F] [--html F] [--results F] [--readme F] [--base DIR] DIR

Reads DIR/*.tsv, what the parts of a run printed, and shows it: tables on the
output, every figure as JSON, a page with the curves, all tables in Markdown
(--results), the few rows that a user asks about between two marks of the README.
With --base, compares with the run in that folder instead.

Exit status: 0; 1 if repeats of a figure differ by too much, or a check failed.  A
red bar is a result, not a failure of the run.
"""

import argparse
import glob
import json
import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import bars
import compare
import figures
import page
import tables
from figures import NOTHING, OURS

BEGIN, END = "<!-- made by make bench: begin -->", "<!-- made by make bench: end -->"
PUBLISHED = os.path.join(os.path.dirname(os.path.abspath(__file__)), "published.tsv")


def published():
    with open(PUBLISHED, encoding="utf-8") as f:
        lines = [line.rstrip("\n").split("\t") for line in f if not line.startswith("#")]
    return lines[0], lines[1:]


def as_json(run, found):
    rows = []
    for (name, measure), row in run.rows.items():
        base = run.base(name, measure)
        entry = {"name": name, "measure": measure, "how": figures.MEASURES[measure],
                 "kernel": run.about.get("kernel"), "unit": row.unit, "nothing": base, "ours": None, "peers": {}, "ratio": {}}
        for subject, figure in row.figures.items():
            if subject == NOTHING or subject.startswith("gone-"):
                continue
            one = {"value": figure.value, "spread_percent": figure.spread, "added": row.added(subject, base)}
            if subject == OURS:
                entry["ours"] = one
            else:
                entry["peers"][subject] = one
        for peer, one in entry["peers"].items():
            ours = entry["ours"]
            if ours and one["added"] and ours["added"] is not None:
                entry["ratio"][peer] = round(ours["added"] / one["added"], 4)
        rows.append(entry)
    return {
        "about": run.about,
        "figures": rows,
        "missing": [{"name": n, "subject": s, "reason": r} for (n, s), r in run.missing.items()],
        "checks": [{"what": w, "ok": ok, "detail": d} for w, ok, d in run.checks],
        "bars": [{"what": b.what, "bar": b.bar, "found": b.found, "colour": b.colour, "reason": b.reason} for b in found],
    }


def about(run):
    return "Measured with " + ", ".join(f"{k} {v}" for k, v in run.about.items()) + "."


def results(run, found):
    """All figures as a file in Markdown."""
    parts = ["<!-- SPDX-License-Identifier: GPL-2.0-only -->\n"
             "<!-- Written by `make bench`: changes by hand are lost. -->\n"
             "# What syscalltrack costs: all figures",
             "[README.md](README.md) beside this says how they are measured and what their names mean.\n" + about(run),
             "## Bars", tables.markdown(*tables.bars(found)),
             "## Calls", "Instructions that are added to a call, by itself:",
             tables.markdown(*tables.calls(run, "call"))]
    head, rows = tables.curves(run)
    if rows:
        parts += ["## Many rules", "The same for a call with many rules, none of which matches:",
                  tables.markdown(head, rows)]
    head, rows = tables.others(run)
    if rows:
        parts += ["## Programs, memory, tools", tables.markdown(head, rows)]
    parts += ["## Published elsewhere", "On other machines, in time instead of instructions:",
              tables.markdown(*published())]
    return "\n\n".join(parts) + "\n"


def readme_part(run):
    return "\n\n".join([tables.markdown(*tables.questions(run)), about(run)])


def write_readme(path, text):
    with open(path, encoding="utf-8") as f:
        old = f.read()
    if BEGIN not in old or END not in old:
        sys.exit(f"bench: {path} has no place for the table ({BEGIN})")
    before, after = old.split(BEGIN)[0], old.split(END)[1]
    write(path, f"{before}{BEGIN}\n{text}\n{END}{after}")


def write(path, text):
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)


def say_all(run, found):
    print("\n" + tables.terminal(*tables.calls(run, "call")))
    print("\nwith all that it causes on the machine (long loops, readers included):\n")
    print(tables.terminal(*tables.calls(run, "whole")))
    for table in (tables.curves(run), tables.others(run), tables.bars(found)):
        if table[1]:
            print("\n" + tables.terminal(*table))


def troubles(run):
    for row, subject, figure in run.unsteady():
        yield f"repeats differ by {figure.spread:.2f} %: {row.name} {subject} {row.measure}"
    for what, ok, detail in run.checks:
        if not ok:
            yield f"check failed: {what}: {detail}"


def load(folder):
    files = sorted(glob.glob(os.path.join(folder, "*.tsv")))
    if not files:
        sys.exit(f"bench: no figures in {folder}")
    run = figures.read(files)
    run.checks += figures.gone_checks(run)
    return run


def main():
    parser = argparse.ArgumentParser(prog="bench/report")
    for option in ("--json", "--html", "--results", "--readme", "--base"):
        parser.add_argument(option)
    parser.add_argument("folder")
    args = parser.parse_args()
    run = load(args.folder)
    if args.base:
        print(tables.terminal(*compare.table(load(args.base), run)))
    else:
        found = bars.all_bars(run)
        say_all(run, found)
        if args.json:
            write(args.json, json.dumps(as_json(run, found), indent=1) + "\n")
        if args.html:
            write(args.html, page.page(run, found, page.table(*published())))
        if args.results:
            write(args.results, results(run, found))
        if args.readme:
            write_readme(args.readme, readme_part(run))
    bad = list(troubles(run))
    for line in bad:
        print(f"bench: {line}", file=sys.stderr)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
