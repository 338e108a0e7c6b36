// SPDX-License-Identifier: GPL-2.0-only
/**
 * sct_config: compiles rules and puts them into the kernel. A command is a class with a method
 * {@code run}, which takes a {@link org.syscalltrack.config.session.Session}.
 *
 * <p>cli depends on the packages of the commands, which do not depend on each other, and they on
 * session, files and text.
 */
package org.syscalltrack.config;
