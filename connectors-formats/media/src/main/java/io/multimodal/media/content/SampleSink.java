// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.content;

import io.multimodal.annotation.Public;
import java.io.IOException;

/**
 * Receives decoded samples in blocks: {@link #begin} once, {@link #accept} for each block, then
 * {@link #end}. All calls come from the thread that decodes; a sink may block. Not thread-safe.
 */
@Public
public interface SampleSink {
    /**
     * Begins; called once, before the first block.
     *
     * @param sampleRate in samples per second and channel
     * @param channels the number of channels, at least 1
     * @throws IOException if the sink cannot take samples; decoding then stops with this exception
     */
    void begin(int sampleRate, int channels) throws IOException;

    /**
     * Receives the next block.
     *
     * @param planes the samples of each channel, full scale is -1 to 1; the arrays are reused after
     *     the call
     * @param count the number of samples in each channel, at least 1
     * @throws IOException if the sink cannot take the samples; decoding then stops with this
     *     exception
     */
    void accept(float[][] planes, int count) throws IOException;

    /**
     * Ends; called once, after the last block, and not after a failure.
     *
     * @throws IOException if the sink cannot complete its output
     */
    default void end() throws IOException {
        // Most have nothing left to do.
    }
}
