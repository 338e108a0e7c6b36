// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.coverage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.syscalltrack.abi.Action;
import org.syscalltrack.abi.Each;
import org.syscalltrack.abi.Hold;
import org.syscalltrack.abi.Priority;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.ast.ByteString;
import org.syscalltrack.lang.check.About;
import org.syscalltrack.lang.check.CheckedAction;
import org.syscalltrack.lang.check.CheckedRule;
import org.syscalltrack.lang.check.Delivery;
import org.syscalltrack.lang.check.Folder;
import org.syscalltrack.lang.ir.Cond;
import org.syscalltrack.lang.ir.Term;
import org.syscalltrack.lang.source.Span;
import org.syscalltrack.lang.syscalls.ParamType;
import org.syscalltrack.lang.table.Asks;
import org.syscalltrack.lang.table.RateLimit;

/**
 * A rule as it is asked in the scratch place: of the same calls or objects, but of paths below the
 * scratch directory; what else it asks for (users, programs, numbers) is left out; it only counts.
 */
final class ProbeRule {
  static final String PREFIX = "probe:";

  /** The name that sct_doors has. */
  private static final String COMM = "sct_doors";

  private static final String NAME = "probe";

  private final String scratch;

  private final List<Path> directories = new ArrayList<>();
  private final List<Path> files = new ArrayList<>();

  /** Where it is tried; null: it says no path. */
  private String path;

  private ProbeRule(String scratch) {
    this.scratch = scratch;
  }

  /**
   * What came of a rule.
   *
   * @param rule null if it cannot be tried
   * @param path where to try it
   * @param why it cannot be tried, else null
   * @param directories that must be there, as must {@code files}
   */
  record Made(CheckedRule rule, String path, String why, List<Path> directories, List<Path> files) {
    static Made not(String why) {
      return new Made(null, null, why, List.of(), List.of());
    }
  }

  static Made of(CheckedRule rule, int index, String scratch) {
    if (rule.hold() == Hold.THING) {
      return Made.not("follow = inode: another file in its place is not meant");
    }
    ProbeRule made = new ProbeRule(scratch);
    Cond kept = rule.filter() == null ? null : made.keep(Folder.fold(rule.filter()), true);
    if (rule.isOnObjects() && made.path == null) {
      return Made.not("it is about no object that has a path");
    }
    // Others' calls are none of ours.
    Cond filter = rule.isOnObjects() ? kept : and(rule.span(), comm(rule.span()), kept);
    String path = made.path == null ? scratch + "/" + NAME : made.path;
    return new Made(counting(rule, index, filter), path, null, made.directories, made.files);
  }

  private static CheckedRule counting(CheckedRule rule, int index, Cond filter) {
    return new CheckedRule(
        rule.span(),
        PREFIX + index,
        new About(Priority.INFO, List.of(), null),
        rule.callWords(),
        rule.calls(),
        rule.everyCall(),
        rule.phase(),
        filter,
        rule.filterSpan(),
        rule.unreadableMatches(),
        new CheckedAction(
            Action.LOG,
            0,
            0,
            null,
            true,
            false,
            new Delivery(RateLimit.NONE, SctAbi.MAX_DATA, 0, false),
            Asks.NOBODY),
        rule.exact(),
        rule.derived(),
        rule.filterDerived(),
        rule.isOnObjects(),
        rule.hold(),
        rule.permissions());
  }

  private static Cond comm(Span span) {
    Term.Variable comm = new Term.Variable(span, Var.COMM, 0, ParamType.STR, null);
    return new Cond.Matches(span, Cond.Match.EQUALS, false, comm, ByteString.of(COMM));
  }

  private static Cond and(Span span, Cond one, Cond other) {
    return other == null ? one : new Cond.Junction(span, true, flat(one, other));
  }

  private static List<Cond> flat(Cond one, Cond other) {
    List<Cond> terms = new ArrayList<>(List.of(one));
    if (other instanceof Cond.Junction junction && junction.and()) {
      terms.addAll(junction.terms());
    } else {
      terms.add(other);
    }
    return terms;
  }

  /** The part of the condition that is about paths; null if nothing is. */
  private Cond keep(Cond cond, boolean positive) {
    if (cond instanceof Cond.Not not) {
      Cond kept = keep(not.operand(), !positive);
      return kept == null ? null : new Cond.Not(not.span(), kept);
    } else if (cond instanceof Cond.Junction junction) {
      return keep(junction, positive);
    } else if (cond instanceof Cond.IsObject is && !is.object().isProgram()) {
      return keep(is, positive);
    } else if (cond instanceof Cond.Matches matches && matches.variable().var() == Var.PARAMS) {
      return keep(matches, positive);
    }
    return null;
  }

  /** Of thousands of paths, the first one. */
  private Cond keep(Cond.IsObject is, boolean positive) {
    ByteString moved = moved(is.paths().get(0));
    choose(is.under() ? is.paths().get(0) + "/" + NAME : is.paths().get(0).toString(), positive);
    (is.under() ? directories : files).add(Path.of(moved.toString()));
    return new Cond.IsObject(is.span(), is.object(), is.under(), List.of(moved));
  }

  private Cond keep(Cond.Junction junction, boolean positive) {
    List<Cond> kept = new ArrayList<>();
    for (Cond term : junction.terms()) {
      Cond of = keep(term, positive);
      if (of != null) {
        kept.add(of);
      }
    }
    return kept.size() < 2
        ? kept.stream().findFirst().orElse(null)
        : new Cond.Junction(junction.span(), junction.and(), kept);
  }

  private Cond keep(Cond.Matches matches, boolean positive) {
    String text = matches.bytes().toString();
    String tried =
        switch (matches.match()) {
          case EQUALS -> text;
          case STARTS -> text + NAME;
          case ENDS, CONTAINS -> (text.startsWith("/") ? "" : "/" + NAME) + text;
          case GLOB -> text.endsWith("/*") ? text.substring(0, text.length() - 1) + NAME : null;
        };
    // One word of several, as of a command line, is no path that the call is about.
    boolean one = matches.each() == Each.NONE;
    if (!one || tried == null || !tried.startsWith("/")) {
      return null;
    }
    choose(tried, positive);
    boolean anchored = text.startsWith("/") && matches.match() != Cond.Match.ENDS;
    return new Cond.Matches(
        matches.span(),
        matches.match(),
        matches.fold(),
        matches.each(),
        matches.variable(),
        anchored && matches.match() != Cond.Match.CONTAINS
            ? moved(matches.bytes())
            : matches.bytes());
  }

  private void choose(String tried, boolean positive) {
    if (positive && path == null) {
      path = scratch + tried;
    }
  }

  private ByteString moved(ByteString path) {
    return ByteString.of(scratch + path);
  }
}
