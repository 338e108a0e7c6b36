// SPDX-License-Identifier: GPL-2.0-only
/**
 * Rules of Linux's audit, as auditctl(8) takes them: lines, what they mean, and the rules that say
 * the same.
 *
 * <p>Depends on importer.rule and the data of system calls.
 */
package org.syscalltrack.config.importer.audit;
