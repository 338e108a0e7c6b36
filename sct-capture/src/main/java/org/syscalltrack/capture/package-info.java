// SPDX-License-Identifier: GPL-2.0-only
/**
 * Captures: files that keep records with the rule tables that they belong to, chained so that they
 * can be proved; sct_capture(5) has the format.
 *
 * <p>Depends on the source of records and on the binary format. From below:
 *
 * <pre>
 *   Frame, FrameType, FrameCodec   one frame, its bytes and its hash
 *   Properties, OriginInfo         what START and ORIGIN say
 *   RecordWalk                     the heads of the records of a batch
 *   MerkleTree                     the hashes over them
 *   FrameReader, Index             from bytes to frames
 *   CaptureWriter, Rotation, Sealer   from records to files
 *   CaptureSource, CaptureFiles    from files to records
 *   Verifier                       whether all is there, and as it was written
 * </pre>
 */
package org.syscalltrack.capture;
