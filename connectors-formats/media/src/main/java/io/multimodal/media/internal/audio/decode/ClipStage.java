// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.audio.decode;

import io.multimodal.media.content.SampleSink;
import io.multimodal.types.program.Clip;
import java.io.IOException;

/** Cuts out a part, where it cannot be cut out of the file. */
public final class ClipStage implements SampleSink {
    private final Clip clip;
    private final SampleSink next;
    private long from;
    private long to;
    private long position;

    public ClipStage(Clip clip, SampleSink next) {
        this.clip = clip;
        this.next = next;
    }

    @Override
    public void begin(int sampleRate, int channels) throws IOException {
        from = SampleClock.sampleAt(clip.fromMicros(), sampleRate);
        to = SampleClock.sampleAt(clip.toMicros(), sampleRate);
        next.begin(sampleRate, channels);
    }

    @Override
    public void accept(float[][] planes, int count) throws IOException {
        int skip = (int) Math.max(0, Math.min(count, from - position));
        int end = (int) Math.max(skip, Math.min(count, to - position));
        position += count;
        if (end > skip) {
            if (skip > 0) {
                for (float[] plane : planes) {
                    System.arraycopy(plane, skip, plane, 0, end - skip);
                }
            }
            next.accept(planes, end - skip);
        }
    }

    @Override
    public void end() throws IOException {
        SampleClock.expectWithin(clip, from, position);
        next.end();
    }
}
