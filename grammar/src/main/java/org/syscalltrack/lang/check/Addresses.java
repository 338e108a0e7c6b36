// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import java.util.ArrayList;
import java.util.List;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.lang.ast.ByteString;
import org.syscalltrack.lang.ast.Expr;
import org.syscalltrack.lang.diag.Diagnostic;
import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.ir.Cond;
import org.syscalltrack.lang.ir.Term;
import org.syscalltrack.lang.source.Span;
import org.syscalltrack.lang.syscalls.ParamType;
import org.syscalltrack.lang.table.Network;
import org.syscalltrack.message.ErrorCode;
import org.syscalltrack.message.WarningCode;

/** Comparisons of IP addresses. */
final class Addresses {
  private static final int BITS = 128;

  private final Diagnostics diagnostics;

  Addresses(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  static boolean isAddress(Term term) {
    return term instanceof Term.Net
        || term instanceof Term.Variable variable && variable.type() == ParamType.IP;
  }

  /** {@code ip == 10.0.0.1}; a network needs {@code in}. */
  Cond compare(Expr.Binary binary, Term left, Term right, Cond.Relation relation) {
    if (!relation.isEquality()) {
      diagnostics.error(
          ErrorCode.NO_ORDER,
          binary.opSpan(),
          "IP addresses have no order: '" + relation.text() + "' compares numbers",
          "write: in 10.0.0.0/8");
      return null;
    }
    Term.Variable variable = variable(left, right);
    ByteString network = variable == null ? null : network(left == variable ? right : left);
    if (network == null) {
      return null;
    }
    if ((network.at(SctAbi.IP_PREFIX_LEN - 1) & 0xff) != BITS) {
      Term other = left == variable ? right : left;
      diagnostics.error(
          ErrorCode.ADDRESS_EQUALS_NETWORK,
          other.span(),
          "an address is not equal to a network",
          "write: " + variable.text() + " in " + Network.text(network));
      return null;
    }
    Cond equal = new Cond.InNetwork(binary.span(), variable, network);
    return relation == Cond.Relation.EQ ? equal : new Cond.Not(binary.span(), equal);
  }

  Cond oneOf(Expr.Membership in, Term operand, List<Term> elements) {
    if (!(operand instanceof Term.Variable variable)) {
      diagnostics.error(
          ErrorCode.LEFT_OF_IN, operand.span(), "the left side of 'in' must be a variable");
      return null;
    }
    List<Cond> terms = new ArrayList<>();
    for (Term element : elements) {
      ByteString network = network(element);
      if (network == null) {
        return null;
      }
      terms.add(new Cond.InNetwork(element.span(), variable, network));
    }
    return terms.size() == 1
        ? new Cond.InNetwork(in.span(), variable, ((Cond.InNetwork) terms.get(0)).network())
        : new Cond.Junction(in.span(), false, terms);
  }

  /** The side that is a variable, or null after an error. */
  private Term.Variable variable(Term left, Term right) {
    for (Term term : List.of(left, right)) {
      if (term instanceof Term.Variable variable && isAddress(variable)) {
        return variable;
      }
    }
    Term address = isAddress(left) ? left : right;
    Term other = address == left ? right : left;
    diagnostics.add(
        Diagnostic.error(
                ErrorCode.CANNOT_COMPARE,
                left.span(),
                "cannot compare "
                    + Comparer.article(Comparer.kind(left))
                    + " with "
                    + Comparer.article(Comparer.kind(right)))
            .with(right.span())
            .hint(other.isNumber() ? null : "the IP address of a parameter is PARAMS[2].ip"));
    return null;
  }

  /** The address or network that a constant states, or null after an error. */
  private ByteString network(Term term) {
    ByteString network = null;
    if (term instanceof Term.Net net) {
      network = net.network();
    } else if (term instanceof Term.Text text) {
      network = Network.parse(text.bytes().toString());
    } else if (term instanceof Term.Int number && isIpaddr(term.span())) {
      network = ofNumber(number.value());
    }
    if (network == null) {
      diagnostics.error(
          ErrorCode.ADDRESS_NEEDED,
          term.span(),
          "an IP address is compared with an address or network",
          "such as 127.0.0.1, 10.0.0.0/8, ::1 or fe80::/10");
      return null;
    }
    ByteString masked = Network.masked(network);
    if (!masked.equals(network)) {
      diagnostics.add(
          Diagnostic.warning(
                  WarningCode.BITS_BEHIND_PREFIX,
                  term.span(),
                  "bits behind the prefix do not count")
              .hint("the network is " + Network.text(masked)));
    }
    return masked;
  }

  /** The original's ipaddr() is a number in network byte order. */
  private static boolean isIpaddr(Span span) {
    return span.text().startsWith("ipaddr");
  }

  private static ByteString ofNumber(long value) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      text.append(i == 0 ? "" : ".").append(value >> 8 * i & 0xff);
    }
    return Network.parse(text.toString());
  }
}
