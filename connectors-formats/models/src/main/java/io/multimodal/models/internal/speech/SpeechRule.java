// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.speech;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes segments of the probabilities that parts of an audio are speech.
 *
 * @param threshold the probability from which on a segment begins; it ends where the probability
 *     stays below this less 0.15
 * @param minSpeechSeconds shorter segments are dropped
 * @param minSilenceSeconds shorter silence does not end a segment
 * @param paddingSeconds by how much a segment is longer at both ends, but not into its neighbours
 */
public record SpeechRule(
        float threshold, double minSpeechSeconds, double minSilenceSeconds, double paddingSeconds) {
    private static final float HYSTERESIS = 0.15f;
    private static final float LEAST_END = 0.01f;

    /** A segment, in seconds from the beginning of the audio. */
    public record Segment(double from, double to) {}

    /**
     * The segments of an audio, in order.
     *
     * @param probabilities of its parts
     * @param partSeconds the length of a part
     * @param seconds the length of the audio
     */
    public List<Segment> segments(float[] probabilities, double partSeconds, double seconds) {
        return padded(unpadded(probabilities, partSeconds, seconds), seconds);
    }

    private List<Segment> unpadded(float[] probabilities, double partSeconds, double seconds) {
        float end = Math.max(threshold - HYSTERESIS, LEAST_END);
        List<Segment> segments = new ArrayList<>();
        double from = -1;
        double silentSince = -1;
        for (int i = 0; i < probabilities.length; i++) {
            double at = i * partSeconds;
            if (probabilities[i] >= threshold) {
                silentSince = -1;
                from = from < 0 ? at : from;
            } else if (from >= 0 && probabilities[i] < end) {
                silentSince = silentSince < 0 ? at : silentSince;
                if (at - silentSince >= minSilenceSeconds) {
                    add(segments, from, silentSince);
                    from = -1;
                    silentSince = -1;
                }
            }
        }
        if (from >= 0) {
            add(segments, from, seconds);
        }
        return segments;
    }

    private void add(List<Segment> segments, double from, double to) {
        if (to - from > minSpeechSeconds) {
            segments.add(new Segment(from, to));
        }
    }

    /** Where two neighbours are closer than twice the padding, they share what is between them. */
    private List<Segment> padded(List<Segment> segments, double seconds) {
        List<Segment> padded = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            double before = i == 0 ? segment.from : (segment.from - segments.get(i - 1).to) / 2;
            double after =
                    i == segments.size() - 1
                            ? seconds - segment.to
                            : (segments.get(i + 1).from - segment.to) / 2;
            padded.add(
                    new Segment(
                            segment.from - Math.min(before, paddingSeconds),
                            segment.to + Math.min(after, paddingSeconds)));
        }
        return padded;
    }
}
