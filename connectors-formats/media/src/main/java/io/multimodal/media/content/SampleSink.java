// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.content;

import io.multimodal.annotation.Public;
import java.io.IOException;

/** Takes samples, piece by piece, in the thread of whoever plays. */
@Public
public interface SampleSink {
    /** Says what comes; once, before the first piece. */
    void begin(int sampleRate, int channels) throws IOException;

    /**
     * Takes the next piece.
     *
     * @param planes for each channel its samples, full scale is -1 to 1; used again after the call
     * @param count how many samples there are in each, at least 1
     */
    void accept(float[][] planes, int count) throws IOException;

    /** Says that all has come. */
    default void end() throws IOException {
        // Most have nothing left to do.
    }
}
