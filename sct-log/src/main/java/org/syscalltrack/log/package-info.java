// SPDX-License-Identifier: GPL-2.0-only
/**
 * sctlog: shows the events of a source of records.
 *
 * <pre>
 *   cli      options, signals, main           Main, CommandLineOptions, Setup
 *   tail     the loop                         Tail, Output, Stats
 *   sink     events to where a configuration sends them   Sinks, Spool, ConfigCheck
 *   select   which events are shown           Selection, EventFilter
 *   compare  what differs between captures    Comparison, Run
 *   summary  events to counts                 Summary, Grouping
 *   ctf      events to a trace                TraceWriter, Trace
 *   page     events to a page for a browser   Page, PageData
 *   tree     events to a tree of processes    Forest, Acts
 *   facts    processes, outcomes, durations   Processes, CallTimes
 *   format   events to lines                  TextFormatter, JsonFormatter
 *   rules    what events of a rule have in common   Generations, EventKind
 *   record   bytes to records                 RecordDecoder, Event
 *   text     bytes of text                    Bytes, Escape, JsonText
 * </pre>
 *
 * <p>A {@link org.syscalltrack.source.Batch} of a {@link org.syscalltrack.source.RecordSource} goes
 * through {@link org.syscalltrack.log.record.RecordDecoder} to records, past a {@link
 * org.syscalltrack.log.select.Selection}, through an {@link
 * org.syscalltrack.log.format.EventFormatter} to lines, and out. Only cli knows which source it is.
 */
package org.syscalltrack.log;
