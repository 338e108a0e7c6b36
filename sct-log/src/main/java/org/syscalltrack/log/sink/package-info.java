// SPDX-License-Identifier: GPL-2.0-only
/**
 * Events to where a configuration of Log4j sends them: files, syslog, journald, HTTP, programs.
 *
 * <pre>
 *   Sinks         the configuration at work       SinkFormatter, Complaints
 *   ConfigCheck   what is wrong with it           ConfigTree, Plugins
 *   Spool         what a sink cannot take yet     SpoolFiles, SpoolRecord, Delivery
 *   EventMessage  an event, as Log4j carries it   EventMessages, FieldResolver
 * </pre>
 *
 * <p>Log4j takes longer to load than most runs of sctlog last: only those that are given a
 * configuration come here. Depends on format, rules, record, text and the C library.
 */
package org.syscalltrack.log.sink;
