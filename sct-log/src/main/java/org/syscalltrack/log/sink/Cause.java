// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.sink;

import java.io.FileNotFoundException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import javax.net.ssl.SSLException;

/** Why something does not go, and what may help, as one line. */
final class Cause {
  private static final int MOST = 300;

  private Cause() {}

  static String of(Throwable error) {
    Throwable root = error;
    for (Throwable at = error; at != null; at = at.getCause() == at ? null : at.getCause()) {
      root = at;
      if (at instanceof SSLException) {
        return line("TLS: " + innermost(at) + "; see its TrustStore, KeyStore and host name");
      }
    }
    String said = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    if (root instanceof ConnectException) {
      return line(said + "; is the server running, and is this its port?");
    } else if (root instanceof SocketException) {
      return line("the connection has ended (" + said + "); is the server running?");
    } else if (root instanceof UnknownHostException) {
      return line("no host is named " + said + "; see the host in the configuration");
    } else if (root instanceof SocketTimeoutException) {
      return line(said + "; the server takes too long");
    } else if (root instanceof AccessDeniedException) {
      return line(said + ": permission denied; choose another file or run as its owner");
    } else if (root instanceof NoSuchFileException || root instanceof FileNotFoundException) {
      return line(said + ": not there");
    }
    return line(said);
  }

  private static String innermost(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root.getMessage();
  }

  private static String line(String text) {
    String line = text.strip().replaceAll("\\s*\\R\\s*", " ");
    return line.length() > MOST ? line.substring(0, MOST) + "..." : line;
  }
}
