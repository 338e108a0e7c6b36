// SPDX-License-Identifier: GPL-2.0-only
//
// Draws the page from its data.  What a process, a path or a rule is called gets into
// it as text only: nothing here writes HTML.
//
// steps: [number, events, errors, lost, [[call, count], ...]]
// processes: {name, parent, count, errors, calls: [[call, count, [[outcome, count], ...]], ...]}
// rows: [process, microseconds, thread, user, rule, text, outcome, 0 or 1 error or 2 loss]
"use strict";
(function () {
  var data = JSON.parse(document.getElementById("data").textContent);
  var SVG = "http://www.w3.org/2000/svg";
  var PAGE = 200;
  var COLOURS = ["#4878a8", "#e49444", "#6a9f58", "#a87c9f", "#85b6b2", "#967662", "#d1a0b5",
    "#e7ca60", "#5f9ea0", "#8a8a8a"];

  function byId(id) { return document.getElementById(id); }

  function add(parent, name, text, className) {
    var element = document.createElement(name);
    if (text !== undefined && text !== null) { element.textContent = text; }
    if (className) { element.className = className; }
    parent.appendChild(element);
    return element;
  }

  function draw(parent, name, attributes, text) {
    var element = document.createElementNS(SVG, name);
    Object.keys(attributes).forEach(function (key) {
      element.setAttribute(key, String(attributes[key]));
    });
    if (text !== undefined) { element.textContent = text; }
    parent.appendChild(element);
    return element;
  }

  function time(us) { return new Date(us / 1000).toISOString().replace("Z", ""); }

  // The time with microseconds, which a Date does not have.
  function fine(us) {
    var rest = String(1000 + us % 1000).slice(1);
    return time(us - us % 1000).replace("T", " ") + rest;
  }

  function summary() {
    var text = data.events + " events, " + data.errors + " errors, " + data.lost + " lost, " +
      data.filtered + " left out";
    if (data.events + data.lost > 0) { text += "; " + time(data.from) + " to " + time(data.to) + " UTC"; }
    if (data.machines.length > 0) { text += "; " + data.machines.join("; "); }
    byId("summary").textContent = text;
    if (data.lost > 0) {
      byId("loss").hidden = false;
      byId("loss").textContent = data.lost + " events were lost: what is not here may have happened.";
    }
  }

  function span() {
    return data.steps.length === 0 ? 1 : data.steps[data.steps.length - 1][0] + 1;
  }

  function timeline() {
    var width = 1000, height = 120, most = 1;
    data.steps.forEach(function (step) { most = Math.max(most, step[1]); });
    var svg = draw(byId("timeline"), "svg", { viewBox: "0 0 " + width + " " + (height + 20) });
    var wide = width / span();
    data.steps.forEach(function (step) {
      var x = step[0] * wide, tall = height * step[1] / most, red = height * step[2] / most;
      if (step[3] > 0) {
        var gap = draw(svg, "rect", { x: x, y: 0, width: wide, height: height, fill: "#ffd633", "class": "lost" });
        draw(gap, "title", {}, step[3] + " events lost");
      }
      var bar = draw(svg, "rect", { x: x, y: height - tall, width: wide, height: tall, fill: "#4878a8" });
      draw(bar, "title", {}, step[1] + " events, " + step[2] + " errors, " + step[3] + " lost");
      if (red > 0) {
        draw(svg, "rect", { x: x, y: height - red, width: wide, height: red, fill: "#c0392b" });
      }
    });
    draw(svg, "text", { x: 0, y: height + 14 }, data.events + data.lost > 0 ? time(data.from) : "");
    draw(svg, "text", { x: width, y: height + 14, "text-anchor": "end" },
      "one step is " + data.stepNs / 1e6 + " ms, the highest " + most + " events");
  }

  // Calls, the most frequent first.
  function totals() {
    var counts = data.calls.map(function () { return 0; });
    data.steps.forEach(function (step) {
      step[4].forEach(function (of) { counts[of[0]] += of[1]; });
    });
    return counts.map(function (count, call) { return { call: call, count: count }; })
      .filter(function (of) { return of.count > 0; })
      .sort(function (a, b) { return b.count - a.count; });
  }

  function heat(calls) {
    var shown = calls.slice(0, 40), left = 140, width = 1000 - left, tall = 14;
    var line = {}, most = 1;
    shown.forEach(function (of, i) { line[of.call] = i; });
    data.steps.forEach(function (step) {
      step[4].forEach(function (of) { most = Math.max(most, of[1]); });
    });
    var svg = draw(byId("heat"), "svg", { viewBox: "0 0 1000 " + Math.max(1, shown.length * tall) });
    shown.forEach(function (of, i) {
      draw(svg, "text", { x: 0, y: i * tall + 11 }, data.calls[of.call] + " " + of.count);
    });
    var wide = width / span();
    data.steps.forEach(function (step) {
      step[4].forEach(function (of) {
        if (line[of[0]] === undefined) { return; }
        var dark = 0.15 + 0.85 * Math.log(1 + of[1]) / Math.log(1 + most);
        var cell = draw(svg, "rect", { x: left + step[0] * wide, y: line[of[0]] * tall, width: wide,
          height: tall - 1, fill: "#1f4e79", "fill-opacity": dark.toFixed(3) });
        draw(cell, "title", {}, data.calls[of[0]] + ": " + of[1]);
      });
    });
    if (calls.length > shown.length) {
      add(byId("heat"), "p", (calls.length - shown.length) + " rarer calls are not shown.", "hint");
    }
  }

  function bars(calls) {
    var colour = {};
    calls.forEach(function (of, i) { colour[of.call] = COLOURS[Math.min(i, COLOURS.length - 1)]; });
    calls.slice(0, COLOURS.length).forEach(function (of, i) {
      var others = i === COLOURS.length - 1 && calls.length > COLOURS.length;
      var item = add(byId("legend"), "span");
      add(item, "i").style.background = COLOURS[i];
      item.appendChild(document.createTextNode(others ? "others" : data.calls[of.call]));
    });
    var busy = data.processes.filter(function (p) { return p.count > 0; })
      .sort(function (a, b) { return b.count - a.count; });
    var most = busy.length === 0 ? 1 : busy[0].count;
    busy.slice(0, 40).forEach(function (process) {
      var bar = add(byId("bars"), "div", null, "bar");
      add(bar, "span", process.name, "name").title = process.name;
      var track = add(bar, "span", null, "track");
      process.calls.forEach(function (of) {
        var part = add(track, "span");
        part.style.width = 100 * of[1] / most + "%";
        part.style.background = colour[of[0]];
        part.title = data.calls[of[0]] + ": " + of[1];
      });
      add(bar, "span", process.count, "total");
    });
    if (busy.length > 40) {
      add(byId("bars"), "p", (busy.length - 40) + " processes with fewer events are not shown.", "hint");
    }
  }

  function callText(of) {
    return data.calls[of[0]] + " " + of[1] + " (" + of[2].map(function (outcome) {
      return outcome[1] + " " + outcome[0];
    }).join(", ") + ")";
  }

  function tree() {
    var below = data.processes.map(function () { return []; }), roots = [];
    data.processes.forEach(function (process, i) {
      (process.parent < 0 ? roots : below[process.parent]).push(i);
    });
    if (data.processesLeftOut > 0) {
      byId("processes-left").textContent =
        data.processesLeftOut + " processes with the fewest events are not shown.";
    }
    // What is in a process is made when it is opened.
    function node(parent, i) {
      var process = data.processes[i], details = add(parent, "details"), filled = false;
      var text = process.name + ": " + process.count + " events";
      if (process.errors > 0) { text += ", " + process.errors + " errors"; }
      if (below[i].length > 0) { text += ", " + below[i].length + " children"; }
      add(details, "summary", text);
      function fill() {
        if (filled) { return; }
        filled = true;
        var list = add(details, "ul");
        process.calls.forEach(function (of) { add(list, "li", callText(of)); });
        var events = data.rows.filter(function (row) { return row[0] === i; });
        events.slice(0, PAGE).forEach(function (row) {
          add(list, "li", fine(row[1]) + " " + row[5] + " " + row[6]);
        });
        if (events.length < process.count || events.length > PAGE) {
          add(list, "li", "... " + (process.count - Math.min(events.length, PAGE)) + " more");
        }
        below[i].forEach(function (child) { node(details, child); });
      }
      details.addEventListener("toggle", fill);
      details.addEventListener("click", fill);
    }
    roots.forEach(function (i) { node(byId("tree"), i); });
  }

  function nameOf(row) { return row[0] < 0 ? "" : data.processes[row[0]].name; }

  function table() {
    var found = [], start = 0;
    function show() {
      var body = byId("rows");
      while (body.firstChild) { body.removeChild(body.firstChild); }
      found.slice(start, start + PAGE).forEach(function (row) {
        var line = add(body, "tr", null, ["", "error", "lost"][row[7]]);
        var lost = row[7] === 2;
        [fine(row[1]), nameOf(row), lost ? "" : row[2], lost ? "" : row[3], row[4], row[5], row[6]]
          .forEach(function (text) { add(line, "td", text); });
      });
      var text = found.length === 0 ? "none"
        : (start + 1) + " to " + Math.min(found.length, start + PAGE) + " of " + found.length;
      if (data.leftOut > 0) { text += "; " + data.leftOut + " later events are not in this table"; }
      byId("found").textContent = text;
      byId("back").disabled = start === 0;
      byId("more").disabled = start + PAGE >= found.length;
    }
    function search() {
      var words = byId("search").value.toLowerCase().split(/\s+/);
      found = data.rows.filter(function (row) {
        // Where something is missing is shown whatever is looked for.
        if (row[7] === 2) { return true; }
        var text = (nameOf(row) + " " + row[3] + " " + row[4] + " " + row[5] + " " + row[6]).toLowerCase();
        return words.every(function (word) { return text.indexOf(word) >= 0; });
      });
      start = 0;
      show();
    }
    byId("search").addEventListener("input", search);
    byId("back").addEventListener("click", function () { start = Math.max(0, start - PAGE); show(); });
    byId("more").addEventListener("click", function () { start += PAGE; show(); });
    search();
  }

  summary();
  timeline();
  var calls = totals();
  heat(calls);
  bars(calls);
  tree();
  table();
}());
