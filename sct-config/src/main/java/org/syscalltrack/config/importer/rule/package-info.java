// SPDX-License-Identifier: GPL-2.0-only
/**
 * What every importer makes: rules as text, with what they come from, and what could not be said.
 *
 * <p>Depends on the rule language.
 */
package org.syscalltrack.config.importer.rule;
