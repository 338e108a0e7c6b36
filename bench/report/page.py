# SPDX-License-Identifier: GPL-2.0-only
"""The page: one file that needs nothing else, with the curves as drawings."""

import html
import math

import tables
from figures import OURS, rule_counts

STYLE = """
:root { color-scheme: light dark; --fg: #1b1b1f; --bg: #fff; --line: #d5d5dc; --dim: #666672; }
@media (prefers-color-scheme: dark) { :root { --fg: #e8e8ee; --bg: #17171b; --line: #3a3a42; --dim: #9c9ca8; } }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--fg); background: var(--bg);
       max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; display: block; overflow-x: auto; }
td, th { padding: .2rem .7rem; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
td:first-child, th:first-child { text-align: left; }
.green { color: #1a7f37; } .red { color: #cf222e; } .missing { color: var(--dim); }
.bars td { text-align: left; white-space: normal; }
p.dim, text { color: var(--dim); } svg text { fill: var(--dim); font: 12px system-ui, sans-serif; }
svg { max-width: 100%; height: auto; } svg .grid { stroke: var(--line); } svg path { fill: none; stroke-width: 2; }
"""
COLOURS = ("#2f6feb", "#d9730d", "#8250df", "#1a7f37", "#cf222e", "#6e7781")
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 860, 420, 80, 190, 20, 50


def power_label(n):
    return f"{n:,.0f}"


class Chart:
    """Both axes logarithmic: a straight level line is a cost that does not grow."""

    def __init__(self, series):
        xs = [x for _, points in series for x, _ in points]
        ys = [max(y, 1) for _, points in series for _, y in points]
        self.x0, self.x1 = math.log10(min(xs)), max(math.log10(max(xs)), math.log10(min(xs)) + 1)
        self.y0 = math.floor(math.log10(min(ys)))
        self.y1 = max(math.ceil(math.log10(max(ys))), self.y0 + 1)
        self.series = series

    def x(self, v):
        return LEFT + (math.log10(v) - self.x0) / (self.x1 - self.x0) * (WIDTH - LEFT - RIGHT)

    def y(self, v):
        return HEIGHT - BOTTOM - (math.log10(max(v, 1)) - self.y0) / (self.y1 - self.y0) * (HEIGHT - TOP - BOTTOM)

    def grid(self):
        for p in range(self.y0, self.y1 + 1):
            y = self.y(10 ** p)
            yield f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
            yield f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{power_label(10 ** p)}</text>'
        for n in sorted({x for _, points in self.series for x, _ in points}):
            x = self.x(n)
            yield f'<line class="grid" y1="{TOP}" y2="{HEIGHT - BOTTOM}" x1="{x:.1f}" x2="{x:.1f}"/>'
            yield f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{n:,}</text>'
        yield f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 8}" text-anchor="middle">rules on the call</text>'

    def lines(self):
        # Labels of lines that end close together are moved apart.
        labels = sorted((self.y(points[-1][1]), i) for i, (_, points) in enumerate(self.series))
        place, last = {}, -99.0
        for y, i in labels:
            last = place[i] = max(y, last + 15)
        for i, (name, points) in enumerate(self.series):
            colour = COLOURS[i % len(COLOURS)]
            at = [(self.x(n), self.y(v)) for n, v in points]
            path = " ".join(f"{'L' if j else 'M'}{x:.1f} {y:.1f}" for j, (x, y) in enumerate(at))
            yield f'<path d="{path}" stroke="{colour}"/>'
            for (x, y), (n, v) in zip(at, points):
                yield (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}">'
                       f"<title>{html.escape(name)}, {n:,} rules: {v:+,.0f} instructions</title></circle>")
            yield (f'<text x="{at[-1][0] + 10:.1f}" y="{place[i] + 4:.1f}" style="fill:{colour}">'
                   f"{html.escape(name)}</text>")

    def svg(self):
        inside = "\n".join([*self.grid(), *self.lines()])
        return (f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
                f'aria-label="instructions added per call over the number of rules">\n{inside}\n</svg>')


def curve_series(run):
    for kind, subject in [(k, OURS) for k in tables.KINDS] + [("exact", "audit"), ("number", "audit")]:
        points = [(n, run.added(f"rules/{kind}/{n}", subject, "call")) for n in rule_counts(run, kind)]
        points = [(n, v) for n, v in points if v is not None]
        if points:
            yield f"{'syscalltrack' if subject == OURS else subject}, {kind}", points


def table(head, rows, css=""):
    def line(tag, cells):
        return "<tr>" + "".join(f"<{tag}>{html.escape(c)}</{tag}>" for c in cells) + "</tr>"

    return f'<table class="{css}">' + line("th", head) + "".join(line("td", r) for r in rows) + "</table>"


def bars_table(found):
    rows = "".join(
        f"<tr><td>{html.escape(b.what)}</td><td>{html.escape(b.bar)}</td>"
        f'<td class="{b.colour}">{html.escape(b.found)} {b.colour}</td><td>{html.escape(b.reason)}</td></tr>'
        for b in found)
    return f'<table class="bars"><tr><th>what</th><th>bar</th><th>found</th><th></th></tr>{rows}</table>'


def page(run, found, published):
    about = ", ".join(f"{k} {v}" for k, v in run.about.items())
    series = list(curve_series(run))
    parts = [
        "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\">",
        '<meta name="viewport" content="width=device-width">',
        f"<title>syscalltrack: what it costs</title><style>{STYLE}</style>",
        f"<h1>syscalltrack: what it costs</h1><p class=\"dim\">{html.escape(about)}</p>",
        "<p>Instructions are counted, not timed: see bench/README.md for how.</p>",
        "<h2>Bars</h2>", bars_table(found),
        "<h2>Calls, by themselves</h2>", table(*tables.calls(run, "call")),
        "<h2>Calls, with all that they cause on the machine</h2>", table(*tables.calls(run, "whole")),
        "<h2>Rules by the thousand, none of which matches</h2>",
        Chart(series).svg() if series else "<p>Not measured in this run.</p>",
        table(*tables.curves(run)) if series else "",
        "<h2>Programs, memory, tools</h2>", table(*tables.others(run)),
        "<h2>Published elsewhere</h2>", published,
    ]
    return "\n".join(parts) + "\n"
