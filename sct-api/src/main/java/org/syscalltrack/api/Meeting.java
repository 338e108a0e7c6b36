// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.api;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where sct_run finds its rules, and us: a directory that nobody else may enter. It is needed until
 * sct_run has been there.
 */
final class Meeting implements AutoCloseable {
  private static final long PATIENCE_MS = 50;

  private final Path directory;
  private final Path table;
  private final Path socket;
  private ServerSocketChannel server;

  private Meeting(Path directory) {
    this.directory = directory;
    this.table = directory.resolve("table");
    this.socket = directory.resolve("socket");
  }

  static Meeting prepare(byte[] table) throws IOException {
    Meeting meeting = new Meeting(Files.createTempDirectory("sct-run"));
    try {
      Files.write(meeting.table, table);
      meeting.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      meeting.server.bind(UnixDomainSocketAddress.of(meeting.socket));
      return meeting;
    } catch (IOException e) {
      meeting.close();
      throw e;
    }
  }

  String table() {
    return table.toString();
  }

  String socket() {
    return socket.toString();
  }

  /** Waits for it; null if it has ended without coming. */
  SocketChannel meet(Process process) throws IOException {
    server.configureBlocking(false);
    try (Selector selector = Selector.open()) {
      server.register(selector, SelectionKey.OP_ACCEPT);
      boolean lives = true;
      while (lives) {
        // In this order: it may come and go between two looks.
        lives = process.isAlive();
        selector.select(lives ? PATIENCE_MS : 1);
        SocketChannel channel = server.accept();
        if (channel != null) {
          return channel;
        }
      }
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    if (server != null) {
      server.close();
    }
    Files.deleteIfExists(table);
    Files.deleteIfExists(socket);
    Files.deleteIfExists(directory);
  }
}
