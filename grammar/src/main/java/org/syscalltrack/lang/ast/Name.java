// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.ast;

import org.syscalltrack.lang.source.Span;

/** An identifier with its place. */
public record Name(Span span, String text) {}
