// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.task;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Which frames of a video feed a model.
 *
 * @param kind what the number is
 * @param number of frames, or the distance of two in frames
 * @param micros the times of the frames, in microseconds, where they are given
 */
public record FrameRule(Kind kind, int number, List<Long> micros) {
    /** The rules that there are. */
    public enum Kind {
        /** So many, each in the middle of a part of the video; all parts have one length. */
        EVENLY,
        /** The first one, and each that is so many frames later. */
        EVERY,
        /** Those that are shown at the given times. */
        AT
    }

    public FrameRule {
        micros = List.copyOf(micros);
    }

    /**
     * The times of the frames, in microseconds.
     *
     * @param shown the times of all frames of the video; empty if it has none
     */
    List<Long> choose(List<Long> shown) {
        if (shown.isEmpty()) {
            return List.of();
        }
        return switch (kind) {
            case EVENLY ->
                    IntStream.range(0, number)
                            .mapToObj(
                                    i ->
                                            shown.get(
                                                    (int)
                                                            ((2L * i + 1)
                                                                    * shown.size()
                                                                    / (2L * number))))
                            .toList();
            case EVERY ->
                    IntStream.iterate(0, i -> i < shown.size(), i -> i + number)
                            .mapToObj(shown::get)
                            .toList();
            case AT -> micros;
        };
    }

    @Override
    public String toString() {
        return kind == Kind.AT ? "AT " + micros : kind + " " + number;
    }
}
