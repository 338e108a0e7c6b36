// SPDX-License-Identifier: GPL-2.0-only
/**
 * Captures: files that keep records with the rule tables that they belong to, chained so that they
 * can be proved, also some of them elsewhere in a bundle; sct_capture(5) has the formats.
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
 *   Ed25519, SigningKey            signatures
 *   BundleReader, BundleCounts     from a bundle to frames, and the records that were selected
 *   BundleVerifier                 whether it proves what it says
 *   BundleFrames                   a bundle as a capture, below CaptureSource
 *   BundlePlan, BundleWriter       from captures to a bundle
 *   Verifier                       whether all is there, and as it was written
 * </pre>
 */
package org.syscalltrack.capture;
