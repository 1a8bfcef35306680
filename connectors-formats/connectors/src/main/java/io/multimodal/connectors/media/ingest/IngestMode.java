// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.ingest;

/** What becomes of a file when its row is made. */
public enum IngestMode {
    /** It is read once, and put. */
    INTO_THE_STORE,
    /** Its head is read; the reference leads to the file. */
    IN_PLACE,
    /**
     * Nobody asks for what is in it, and its value is NULL: it is opened only where its content
     * type is asked for.
     */
    LISTED_ONLY
}
