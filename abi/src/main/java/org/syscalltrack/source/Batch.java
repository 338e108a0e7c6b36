// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.source;

import java.nio.ByteBuffer;

/**
 * Records that belong together.
 *
 * @param bytes whole records in the binary format, between position and limit; the byte order is
 *     that of the records. Direct or not, it is the source's: the caller may move the position, and
 *     look at it until it asks for the next batch. Nothing remains if there are no records now.
 * @param origin of all of them
 */
public record Batch(ByteBuffer bytes, Origin origin) {}
