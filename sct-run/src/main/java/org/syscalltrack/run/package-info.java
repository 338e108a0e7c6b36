// SPDX-License-Identifier: GPL-2.0-only
/**
 * What sct_run, a program in C, needs of Java: its rules compiled, its events shown.
 *
 * <pre>
 *   cli      options, main           Main, CommandLineOptions
 *   trace    the lines of sctrace    Tracing, TraceLines, TraceRules
 *   (here)   records from a pipe     PipeSource, Rules
 * </pre>
 */
package org.syscalltrack.run;
