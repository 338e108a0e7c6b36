// SPDX-License-Identifier: GPL-2.0-only
/**
 * Tests of what a program does to the system: which files it opens, whom it connects to, which
 * programs it runs, and what it makes of errors that it seldom meets.
 *
 * <pre>
 *   SctRules    rules of a test class or a test
 *   SctRunner   a test's parameter: runs programs under these rules
 *   SctResult   what came of it, with asserts that name the call
 * </pre>
 *
 * <p>It is sct_run(8) that watches, so neither root nor kernel modules are needed; see {@link
 * org.syscalltrack.api.SctRun} for where it is sought.
 */
package org.syscalltrack.junit;
