// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.snapshot;

import io.multimodal.connectors.media.source.listing.ListedFile;

/** By what a file that was seen is told from what is there now: a number made of what changes. */
public final class Stamps {
    /** Of a file that was seen by a version that remembered its path alone. */
    public static final long UNKNOWN = 0;

    /** Of a file that is not there any more; only among changes. */
    public static final long GONE = 1;

    private static final long LEAST = 2;
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private Stamps() {}

    /** The stamp of a file's size, time of modification and ETag. */
    public static long of(ListedFile file) {
        return of(file.sizeBytes(), file.modified().toEpochMilli(), file.etag().orElse(""));
    }

    /** The same of these. */
    public static long of(long sizeBytes, long modifiedMillis, String etag) {
        long stamp = mixed(mixed(mixed(MULTIPLIER) ^ sizeBytes) ^ modifiedMillis);
        for (int i = 0; i < etag.length(); i++) {
            stamp = mixed(stamp ^ etag.charAt(i));
        }
        return Long.compareUnsigned(stamp, LEAST) < 0 ? stamp + LEAST : stamp;
    }

    /** A number of a text, in which each character counts. */
    static long hash(String text) {
        return of(text.length(), 0, text);
    }

    /** The finalizer of SplitMix64, which is one to one. */
    private static long mixed(long value) {
        long z = value + MULTIPLIER;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
