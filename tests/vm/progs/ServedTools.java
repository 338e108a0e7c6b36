// SPDX-License-Identifier: GPL-2.0-only

import com.sun.jna.Function;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Runs the tools one after the other in one Java: to start one takes seconds under emulation. See
 * served.sh.
 *
 * <p>{@code ServedTools FIFO NAME=CLASS...}: each line of the FIFO names a directory with a file
 * {@code args}: the tool's name and its arguments, each with a NUL behind it. The tool's
 * output goes to {@code out} and {@code err} there, its exit status in a line to the
 * FIFO {@code end}.
 */
final class ServedTools {
  private static final int O_RDONLY = 0;
  private static final int O_WRONLY_CREAT_TRUNC = 01 | 0100 | 01000;

  private ServedTools() {}

  /** A tool wants to exit. */
  private static final class Exit extends SecurityException {
    private static final long serialVersionUID = 1;
    final int status;

    Exit(int status) {
      this.status = status;
    }
  }

  @SuppressWarnings("removal")
  private static final class NoExit extends SecurityManager {
    @Override
    public void checkExit(int status) {
      throw new Exit(status);
    }

    @Override
    public void checkPermission(java.security.Permission permission) {}
  }

  @SuppressWarnings("removal")
  public static void main(String[] args) throws Exception {
    Map<String, Class<?>> tools = new HashMap<>();
    for (String tool : Arrays.asList(args).subList(1, args.length)) {
      String[] half = tool.split("=");
      tools.put(half[0], Class.forName(half[1]));
    }
    System.setSecurityManager(new NoExit());
    // Open for writing, too: so it does not end when a client goes.
    try (RandomAccessFile requests = new RandomAccessFile(args[0], "rw")) {
      for (String line = requests.readLine(); line != null; line = requests.readLine()) {
        serve(tools, Path.of(line));
      }
    }
  }

  private static void serve(Map<String, Class<?>> tools, Path dir) throws IOException {
    String[] words = Files.readString(dir.resolve("args")).split("\0");
    redirect("/dev/null", O_RDONLY, 0);
    redirect(dir + "/out", O_WRONLY_CREAT_TRUNC, 1);
    redirect(dir + "/err", O_WRONLY_CREAT_TRUNC, 2);
    int status = run(tools.get(words[0]), Arrays.copyOfRange(words, 1, words.length));
    redirect("/dev/null", O_WRONLY_CREAT_TRUNC, 1);
    redirect("/dev/null", O_WRONLY_CREAT_TRUNC, 2);
    Files.write(dir.resolve("end"), (status + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  private static int run(Class<?> tool, String[] args) {
    try {
      tool.getMethod("main", String[].class).invoke(null, (Object) args);
      return 0;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Exit exit) {
        return exit.status;
      }
      e.getCause().printStackTrace();
      return 1;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A tool writes to the file descriptors, not to the streams of {@link System}. */
  private static void redirect(String path, int flags, int fd) {
    int opened = libc("open", path, flags, 0600);
    if (opened < 0 || libc("dup2", opened, fd) != fd) {
      throw new IllegalStateException("cannot redirect " + fd + " to " + path);
    }
    libc("close", opened);
  }

  private static int libc(String function, Object... args) {
    return Function.getFunction("c", function).invokeInt(args);
  }
}
