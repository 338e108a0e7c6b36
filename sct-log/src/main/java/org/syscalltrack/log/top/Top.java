// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.top;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.syscalltrack.log.summary.Dimension;

/** Shows what is counted on a whole screen, again and again, and does what keys ask for. */
public final class Top {
  /** So soon it is seen that the screen has another size, or that the end was asked for. */
  private static final long PATIENCE_MS = 250;

  /** What the log held already has come by then. */
  private static final long FIRST_NS = 500_000_000L;

  private static final long NS_PER_MS = 1_000_000L;

  private final Live live;
  private final Board board;
  private final LongSupplier nanoTime;
  private final long everyNs;
  private View view;
  private Look look;

  /**
   * @param by the table to begin with
   * @param everyNs time between two looks
   * @param nanoTime the clock of {@code live}
   */
  public Top(Live live, Dimension by, long everyNs, boolean colours, LongSupplier nanoTime) {
    this.live = live;
    this.view = View.of(by);
    this.everyNs = everyNs;
    this.board = new Board(colours);
    this.nanoTime = nanoTime;
  }

  /**
   * Shows until the key for it or somebody else asks for the end; the terminal is then as it was.
   *
   * @throws IOException if nobody is at the terminal any more
   */
  public void run(Terminal terminal, BooleanSupplier ends) throws IOException {
    try (Screen screen = new Screen(terminal)) {
      look = live.look();
      long due = nanoTime.getAsLong() + Math.min(everyNs, FIRST_NS);
      boolean changed = true;
      while (!ends.getAsBoolean()) {
        long now = nanoTime.getAsLong();
        if (now >= due || live.isEnded() != look.ended()) {
          look = view.paused() && !live.isEnded() ? look : live.look();
          due = now + everyNs;
          changed = true;
        }
        if (changed || screen.isResized()) {
          Size size = screen.size();
          screen.show(board.lines(look, view, size.getRows(), size.getColumns()));
        }
        Key key = screen.read(Math.max(1, Math.min(PATIENCE_MS, (due - now) / NS_PER_MS)));
        if (key == Key.Plain.QUIT) {
          return;
        }
        changed = key != null;
        act(key, screen.size());
      }
    }
  }

  private void act(Key key, Size size) {
    if (key == null) {
      return;
    }
    if (key == Key.Plain.ZERO && !view.help()) {
      live.restart();
      look = live.look();
    }
    int groups = look.groups().get(view.by()).size();
    view = view.after(key, groups, Board.room(size.getRows()));
  }
}
