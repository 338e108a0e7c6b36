// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.syscalls;

import java.util.Map;
import org.syscalltrack.abi.Abi;

/**
 * A line of families.tbl: a rule on {@code base} also sees {@code member}.
 *
 * @param abi the only ABI that the line is for, or null: all
 * @param guard null if every such call is seen
 * @param sources by parameter of {@code base}
 */
public record FamilyMember(
    String base, String member, Abi abi, Guard guard, Map<String, Origin> sources) {

  /** The call is seen if {@code (origin & mask) == value}. */
  public record Guard(Origin origin, long mask, long value) {}

  /** Where a parameter comes from. */
  public sealed interface Origin {}

  /** A parameter of the member. */
  public record Argument(String name) implements Origin {}

  /** What a pointer parameter of the member points to, some bytes in. */
  public record Pointee(String name, long offset) implements Origin {}

  /** A number of 64 bits, of which two parameters of the member have a half each. */
  public record Pair(String high, String low) implements Origin {}

  /** A number. */
  public record Constant(long value) implements Origin {}
}
