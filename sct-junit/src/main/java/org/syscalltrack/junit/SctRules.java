// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Rules for what the test runs by its parameter of type {@link SctRunner}, in the language of
 * sct_rules(5): to see calls that the asserts of {@link SctResult} do not know, or to have calls
 * fail.
 *
 * <pre>{@code
 * @Test
 * @SctRules("rule { syscall_name = write rule_name = full filter_expression { PARAMS[1] > 2 }"
 *     + " action { type = FAIL error_code = ENOSPC log_format {%comm} } when = before }")
 * void aFullDiskIsToldOf(SctRunner runner) {
 *   runner.run("sort", "-o", "out", "in").exitedWith(2).ruleActed("full");
 * }
 * }</pre>
 *
 * <p>The rules of a test come before those of its class, so that they win: of the rules on a call
 * the first one that matches acts. Without any, {@code @SctRules} just has the runner made.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SctExtension.class)
public @interface SctRules {
  /** The rules, as text. */
  String[] value() default {};

  /** Files with rules, behind those that stand here; relative to where the tests run. */
  String[] files() default {};
}
