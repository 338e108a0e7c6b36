// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.control;

import java.util.List;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Verdict;
import org.syscalltrack.config.session.ExitStatus;
import org.syscalltrack.config.session.Session;
import org.syscalltrack.device.ControlDevice;
import org.syscalltrack.device.DeviceException;
import org.syscalltrack.lang.check.Constants;
import org.syscalltrack.lang.check.Errno;
import org.syscalltrack.tool.UsageException;

/** {@code sct_config answer ID allow|fail [ERROR]|kill [SIGNAL]}. */
public final class Answer {
  private static final String FORMS = "answer ID allow, answer ID fail [ERROR], answer ID kill";

  private Answer() {}

  public static int run(Session session) throws DeviceException, UsageException {
    List<String> words = session.options().operands();
    if (words.size() < 2 || words.size() > 3) {
      throw new UsageException("'answer' takes a number and what is to happen: " + FORMS);
    }
    long id = id(words.get(0));
    Verdict verdict = verdict(words.get(1));
    int number = number(verdict, words.size() == 3 ? words.get(2) : null);
    try (ControlDevice device = session.open()) {
      device.answer(id, verdict, number, session.options().remember());
    }
    return ExitStatus.OK;
  }

  private static long id(String word) throws UsageException {
    try {
      long id = Long.parseLong(word.startsWith("#") ? word.substring(1) : word);
      if (id > 0) {
        return id;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new UsageException("'" + word + "' is no number of a question: see sct_config pending");
  }

  private static Verdict verdict(String word) throws UsageException {
    return switch (word) {
      case "allow" -> Verdict.ALLOWED;
      case "fail" -> Verdict.FAILED;
      case "kill" -> Verdict.KILLED;
      default -> throw new UsageException("no answer '" + word + "': " + FORMS);
    };
  }

  private static int number(Verdict verdict, String word) throws UsageException {
    return switch (verdict) {
      case FAILED -> error(word == null ? "EPERM" : word);
      case KILLED -> signal(word == null ? "SIGKILL" : word);
      case ALLOWED, SUSPENDED -> {
        if (word != null) {
          throw new UsageException("'allow' takes nothing more: '" + word + "'");
        }
        yield 0;
      }
    };
  }

  private static int error(String word) throws UsageException {
    String magnitude = word.startsWith("-") ? word.substring(1) : word;
    Integer known = Errno.number(magnitude);
    int number = known == null ? positive(magnitude) : known;
    if (number < 1 || number >= SctAbi.KERNEL_ERRNO) {
      throw new UsageException("'" + word + "' is no error code, such as EPERM");
    }
    return number;
  }

  private static int signal(String word) throws UsageException {
    Long named = Constants.find("signal", word);
    Long known = named == null ? Constants.find("signal", "SIG" + word) : named;
    long number = known == null ? positive(word) : known;
    if (number < 1 || number > SctAbi.MAX_SIGNAL) {
      throw new UsageException("'" + word + "' is no signal, such as SIGTERM");
    }
    return (int) number;
  }

  /** The number, or -1. */
  private static int positive(String word) {
    try {
      return Integer.parseInt(word);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
