// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.top;

import java.io.IOError;
import java.io.IOException;
import java.util.List;
import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.reader.EndOfFileException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;
import org.syscalltrack.log.summary.Dimension;

/** A terminal as a whole screen, from when it is made until it is closed. */
final class Screen implements AutoCloseable {
  /**
   * A lone escape is not the beginning of what another key sends if nothing follows for so long.
   */
  private static final long ESCAPE_MS = 100;

  /** A terminal that does not tell has this size. */
  private static final Size PRESET = new Size(80, 24);

  private final Terminal terminal;
  private final Attributes before;
  private final Display display;
  private final BindingReader reader;
  private final KeyMap<Key> keys;
  private Size size;

  Screen(Terminal terminal) {
    this.terminal = terminal;
    this.before = terminal.enterRawMode();
    this.display = new Display(terminal, true);
    this.reader = new BindingReader(terminal.reader());
    this.keys = keys(terminal);
    terminal.puts(Capability.enter_ca_mode);
    terminal.puts(Capability.keypad_xmit);
    terminal.puts(Capability.cursor_invisible);
    terminal.flush();
  }

  private static KeyMap<Key> keys(Terminal terminal) {
    KeyMap<Key> keys = new KeyMap<>();
    for (Dimension dimension : Dimension.values()) {
      keys.bind(new Key.By(dimension), dimension.word().substring(0, 1));
    }
    for (Order order : Order.values()) {
      keys.bind(new Key.Sorted(order), Character.toString(order.key));
    }
    bindMoves(terminal, keys);
    keys.bind(Key.Plain.PAUSE, " ");
    keys.bind(Key.Plain.ZERO, "z");
    keys.bind(Key.Plain.HELP, "h", "?");
    keys.bind(Key.Plain.QUIT, "q");
    keys.setNomatch(Key.Plain.NONE);
    keys.setUnicode(Key.Plain.NONE);
    keys.setAmbiguousTimeout(ESCAPE_MS);
    return keys;
  }

  /** Terminals send the arrows in one of two ways, whatever was asked of them. */
  private static void bindMoves(Terminal terminal, KeyMap<Key> keys) {
    bind(terminal, keys, new Key.Moved(0, -1), Capability.key_up, "k", "\033[A", "\033OA");
    bind(terminal, keys, new Key.Moved(0, 1), Capability.key_down, "j", "\033[B", "\033OB");
    bind(terminal, keys, new Key.Moved(-1, 0), Capability.key_ppage, "\033[5~");
    bind(terminal, keys, new Key.Moved(1, 0), Capability.key_npage, "\033[6~");
    bind(terminal, keys, Key.Plain.FIRST, Capability.key_home, "g", "\033[H", "\033OH");
    bind(terminal, keys, Key.Plain.LAST, Capability.key_end, "G", "\033[F", "\033OF");
  }

  private static void bind(
      Terminal terminal, KeyMap<Key> keys, Key key, Capability capability, String... more) {
    String sent = KeyMap.key(terminal, capability);
    if (sent != null) {
      keys.bind(key, sent);
    }
    keys.bind(key, more);
  }

  Size size() {
    Size now = terminal.getSize();
    return now.getRows() > 0 && now.getColumns() > 0 ? now : PRESET;
  }

  /** Whether the screen is not as it was when {@link #show} filled it. */
  boolean isResized() {
    return !size().equals(size);
  }

  void show(List<AttributedString> lines) {
    if (isResized()) {
      size = size();
      display.clear();
      display.resize(size.getRows(), size.getColumns());
      terminal.puts(Capability.clear_screen);
    }
    display.update(lines, 0);
  }

  /**
   * The next key.
   *
   * @return null: none came in that time, in milliseconds
   * @throws IOException if nobody is at the terminal any more
   */
  Key read(long timeoutMs) throws IOException {
    try {
      int first = terminal.reader().peek(timeoutMs);
      if (first == NonBlockingReader.READ_EXPIRED) {
        return null;
      }
      Key key = first == NonBlockingReader.EOF ? null : reader.readBinding(keys);
      if (key != null) {
        return key;
      }
    } catch (EndOfFileException | IOError | IOException e) {
      // It may go amid what a key sends.
    }
    throw new IOException("the terminal is gone");
  }

  @Override
  public void close() {
    terminal.puts(Capability.cursor_normal);
    terminal.puts(Capability.keypad_local);
    terminal.puts(Capability.exit_ca_mode);
    terminal.flush();
    terminal.setAttributes(before);
  }
}
