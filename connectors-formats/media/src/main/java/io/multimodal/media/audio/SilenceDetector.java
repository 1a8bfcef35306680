// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.audio;

import io.multimodal.annotation.Public;
import io.multimodal.media.content.SampleSink;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the parts of audio between silences. Silence is, as in FFmpeg's {@code silencedetect}, a
 * time in which no sample of any channel exceeds a threshold. Holds the parts that it found, not
 * the samples. Not thread-safe; does not block.
 */
@Public
public final class SilenceDetector implements SampleSink {
    private static final int MAX_PARTS = 1_000_000;

    private final double threshold;
    private final double silenceSeconds;
    private final List<Part> parts = new ArrayList<>();
    private int rate;
    private long silence;
    private long position;
    private long begin = -1;
    private long lastLoud = -1;

    /**
     * A part between silences.
     *
     * @param from its first sample that is louder than the threshold, in seconds
     * @param to after its last one, in seconds
     */
    public record Part(double from, double to) {}

    /**
     * A detector.
     *
     * @param decibels the threshold against full scale, -120 to 0
     * @param silenceSeconds the shortest silence, more than 0
     * @throws MediaException REFUSED if an argument is out of range
     */
    public SilenceDetector(double decibels, double silenceSeconds) throws MediaException {
        if (!(decibels >= -120 && decibels <= 0) || !(silenceSeconds > 0)) {
            throw new MediaException(
                    ErrorCode.REFUSED,
                    "Silence is not what is below %s dB for %s s: a threshold is -120 to 0 dB, and a silence longer than 0 s"
                            .formatted(decibels, silenceSeconds));
        }
        this.threshold = Math.pow(10, decibels / 20);
        this.silenceSeconds = silenceSeconds;
    }

    @Override
    public void begin(int sampleRate, int channels) {
        rate = sampleRate;
        silence = Math.max(1, (long) Math.ceil(silenceSeconds * sampleRate));
    }

    @Override
    public void accept(float[][] planes, int count) throws MediaException {
        for (int i = 0; i < count; i++) {
            if (isLoud(planes, i)) {
                if (begin >= 0 && position - lastLoud > silence) {
                    endPart();
                }
                begin = begin < 0 ? position : begin;
                lastLoud = position;
            }
            position++;
        }
    }

    private boolean isLoud(float[][] planes, int at) {
        for (float[] plane : planes) {
            if (Math.abs(plane[at]) > threshold) {
                return true;
            }
        }
        return false;
    }

    private void endPart() throws MediaException {
        if (parts.size() == MAX_PARTS) {
            throw new MediaException(
                    ErrorCode.REFUSED,
                    "The audio has more than %d parts between silences".formatted(MAX_PARTS));
        }
        parts.add(new Part((double) begin / rate, (double) (lastLoud + 1) / rate));
        begin = -1;
    }

    @Override
    public void end() throws MediaException {
        if (begin >= 0) {
            endPart();
        }
    }

    /** The parts in their order, after {@link #end}; none if all is silence. */
    public List<Part> parts() {
        return List.copyOf(parts);
    }
}
