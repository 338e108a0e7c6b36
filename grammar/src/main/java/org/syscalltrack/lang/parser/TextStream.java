// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.parser;

/** Characters of a whole text for the token manager; a token's place is its offsets. */
final class TextStream implements CharStream {
  private final String text;
  private int begin;
  private int next;

  TextStream(String text) {
    this.text = text;
  }

  @Override
  public char readChar() throws java.io.IOException {
    if (next == text.length()) {
      throw END;
    }
    return text.charAt(next++);
  }

  /** Made once: the token manager meets it at the end of each text, and asks nothing of it. */
  private static final java.io.IOException END =
      new java.io.IOException("end of text") {
        private static final long serialVersionUID = 1L;

        @Override
        public synchronized Throwable fillInStackTrace() {
          return this;
        }
      };

  @Override
  public char BeginToken() throws java.io.IOException {
    begin = next;
    return readChar();
  }

  @Override
  public void backup(int amount) {
    next -= amount;
  }

  @Override
  public String GetImage() {
    return text.substring(begin, next);
  }

  @Override
  public char[] GetSuffix(int length) {
    return text.substring(next - length, next).toCharArray();
  }

  @Override
  public int getBeginColumn() {
    return begin;
  }

  @Override
  public int getEndColumn() {
    return next;
  }

  @Override
  public int getBeginLine() {
    return 0;
  }

  @Override
  public int getEndLine() {
    return 0;
  }

  @Override
  @Deprecated
  public int getColumn() {
    return next;
  }

  @Override
  @Deprecated
  public int getLine() {
    return 0;
  }

  @Override
  public void Done() {}

  @Override
  public void setTabSize(int size) {}

  @Override
  public int getTabSize() {
    return 1;
  }

  @Override
  public boolean getTrackLineColumn() {
    return true;
  }

  @Override
  public void setTrackLineColumn(boolean track) {}
}
