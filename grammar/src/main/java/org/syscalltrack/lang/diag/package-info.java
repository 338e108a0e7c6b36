// SPDX-License-Identifier: GPL-2.0-only
/**
 * Messages about a text: with place, caret and suggestion, for people and for editors.
 *
 * <p>Depends on source and the codes of messages.
 */
package org.syscalltrack.lang.diag;
