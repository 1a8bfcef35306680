// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime.batch;

/** The stage that limits a model's rows per second. */
public enum Bottleneck {
    /** Nothing has run yet. */
    UNKNOWN("unknown"),
    /** Lanes run batches most of the time: the device, or its memory. */
    DEVICE("device"),
    /** Lanes wait while all cores read and decode. */
    DECODING("reading and decoding"),
    /** Lanes and cores wait for rows: the query upstream, or the bound of rows in flight. */
    INPUT("input");

    /** Above this share of the time of lanes a stage is the one. */
    private static final double MOST = 0.8;

    private final String words;

    Bottleneck(String words) {
        this.words = words;
    }

    /**
     * The stage by how lanes spent their time.
     *
     * @param busy running batches
     * @param forDecoding waiting while as many rows as there are cores, or more, were being
     *     prepared
     * @param forInput waiting while fewer were
     */
    static Bottleneck of(long busy, long forDecoding, long forInput) {
        long all = busy + forDecoding + forInput;
        if (all == 0 || busy == 0) {
            return UNKNOWN;
        }
        if (busy >= MOST * all) {
            return DEVICE;
        }
        return forDecoding >= forInput ? DECODING : INPUT;
    }

    /** For logs and metrics. */
    @Override
    public String toString() {
        return words;
    }
}
