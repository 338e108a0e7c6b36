// SPDX-License-Identifier: GPL-2.0-only
/**
 * What differs between captures.
 *
 * <pre>
 *   Run         one capture: what each thread of each process did, as numbers of texts
 *     EventText   an event as the text by which it is compared
 *     Texts       equal texts, equal numbers
 *   Comparison  counts what is in all and what is not; pairs processes, threads, events
 *     Alignment   pairs the events of two threads
 *   Report      says it
 * </pre>
 *
 * <p>Two questions are kept apart. <b>What differs</b> is counted, for all processes at one place
 * in the tree of names: it does not depend on how well things are paired. <b>What drifted</b>, and
 * beside what a difference is shown, comes from pairing, in which a bad pair costs beauty only.
 *
 * <p>Depends on facts and what is below it.
 */
package org.syscalltrack.log.compare;
