// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.syscalltrack.log.text.Bytes;

/** Captures, compared. */
public final class Comparison {
  /** As many as have a letter each. */
  public static final int MOST = 26;

  /** Takes what is to be shown, piece by piece, so that it need not be kept. */
  public interface Sink {
    void write(Bytes text) throws IOException;
  }

  private final Basis basis;
  private final List<Run> runs;
  private final Difference difference = new Difference();
  private final List<Drift> drifts = new ArrayList<>();

  public Comparison(Basis basis, List<Run> runs) {
    this.basis = basis;
    this.runs = runs;
    runs.forEach(run -> drifts.add(new Drift()));
  }

  /**
   * Compares, and shows what differs.
   *
   * @param context how many events are shown before and after one
   * @return whether there is no difference, and nothing was lost in which there could be one
   */
  public boolean compare(int context, Sink sink) throws IOException {
    Bytes out = new Bytes();
    ComparisonText text = new ComparisonText(basis.texts(), runs, context, out);
    text.heads();
    Places places = new Places();
    List<Map<Integer, List<ProcessTrail>>> byPlace = new ArrayList<>();
    Set<Integer> all = new LinkedHashSet<>();
    for (Run run : runs) {
      byPlace.add(run.byPlace(places));
      all.addAll(byPlace.get(byPlace.size() - 1).keySet());
    }
    Alignment.Scratch scratch = new Alignment.Scratch(basis.texts().count());
    for (int number : all) {
      List<List<ProcessTrail>> captures = new ArrayList<>();
      byPlace.forEach(of -> captures.add(of.getOrDefault(number, List.of())));
      Place place = new Place(captures);
      place.compare(scratch, difference, drifts);
      if (place.isDifferent()) {
        text.place(places.text(number), place);
      }
      sink.write(out);
      out.clear();
    }
    text.summary(difference, drifts);
    sink.write(out);
    return difference.only().isEmpty() && runs.stream().allMatch(run -> run.lost() == 0);
  }
}
