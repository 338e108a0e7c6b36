// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.sink;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.appender.AbstractOutputStreamAppender;
import org.apache.logging.log4j.core.net.TcpSocketManager;

/**
 * A sink whose other side does not answer: what is written there may be on its way yet, and is lost
 * if that side ends. Only at the end of a stream does the other side show, by ending it, too, that
 * it has read all.
 */
interface Connection {
  /** What is written goes to; another one than before if it was made anew. Null: none now. */
  Object identity();

  /** Whether the other side has gone; takes a moment. */
  boolean isGone();

  /** Ends it; whether the other side has read all of it. */
  boolean end();

  /** Of the appender, or null: it knows of each event whether it has arrived. */
  static Connection of(Appender appender) {
    if (appender instanceof Connection connection) {
      return connection;
    } else if (appender instanceof AbstractOutputStreamAppender<?> stream
        && stream.getManager() instanceof TcpSocketManager manager) {
      return new Tcp(manager);
    }
    return null;
  }

  /** Of TCP, with or without TLS. */
  record Tcp(TcpSocketManager manager) implements Connection {
    static {
      TcpSocketManager.setHostResolver(new InBackground());
    }

    /**
     * Log4j would connect anew within the write that fails, and that event would come before those
     * that have to be sent again: only its thread for that may.
     */
    private static final class InBackground extends TcpSocketManager.HostResolver {
      @Override
      public List<InetSocketAddress> resolveHost(String host, int port)
          throws UnknownHostException {
        if (Thread.currentThread().getName().startsWith(Delivery.THREAD)) {
          throw new UnknownHostException(host);
        }
        return super.resolveHost(host, port);
      }
    }

    private static final int MOMENT_MS = 1;
    private static final int PATIENCE_MS = 3000;

    @Override
    public Object identity() {
      return manager.getSocket();
    }

    @Override
    public boolean isGone() {
      Socket socket = manager.getSocket();
      if (socket == null) {
        return true;
      }
      boolean isGone = isEnded(socket, MOMENT_MS) != Ended.NOT_YET;
      if (isGone) {
        try {
          // The next write fails, then, and connects anew.
          socket.close();
        } catch (IOException e) {
          return true;
        }
      }
      return isGone;
    }

    private enum Ended {
      NOT_YET,
      WELL,
      BROKEN
    }

    private static Ended isEnded(Socket socket, int milliseconds) {
      try {
        socket.setSoTimeout(milliseconds);
        byte[] answer = new byte[512];
        while (socket.getInputStream().read(answer) >= 0) {
          continue;
        }
        return Ended.WELL;
      } catch (SocketTimeoutException e) {
        return Ended.NOT_YET;
      } catch (IOException e) {
        return Ended.BROKEN;
      }
    }

    @Override
    public boolean end() {
      Socket socket = manager.getSocket();
      // An end that came before ours says nothing of what was written after it.
      if (socket == null || isEnded(socket, MOMENT_MS) != Ended.NOT_YET) {
        return false;
      }
      try {
        socket.shutdownOutput();
      } catch (IOException e) {
        return false;
      }
      return isEnded(socket, PATIENCE_MS) == Ended.WELL;
    }
  }
}
