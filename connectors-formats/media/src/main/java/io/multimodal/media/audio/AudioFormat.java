// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.audio;

import io.multimodal.annotation.Public;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The formats in which audio is written. */
@Public
public enum AudioFormat {
    WAV("audio/wav", "pcm_s16le", "wav"),
    FLAC("audio/flac", "flac", "flac"),
    OPUS("audio/ogg", "libopus", "ogg");

    private static final List<Integer> OPUS_RATES = List.of(48_000, 24_000, 16_000, 12_000, 8_000);

    private final String contentType;
    private final String encoder;
    private final String muxer;

    AudioFormat(String contentType, String encoder, String muxer) {
        this.contentType = contentType;
        this.encoder = encoder;
        this.muxer = muxer;
    }

    /**
     * The format of a name in any case.
     *
     * @throws MediaException REFUSED if there is none; the message lists those there are
     */
    public static AudioFormat named(String name) throws MediaException {
        for (AudioFormat format : values()) {
            if (format.name().equalsIgnoreCase(name)) {
                return format;
            }
        }
        throw new MediaException(
                ErrorCode.REFUSED,
                "Audio is not written as '%s'; it is written as %s"
                        .formatted(name, Arrays.toString(values())));
    }

    /** The media type, such as {@code audio/flac}. */
    public String contentType() {
        return contentType;
    }

    String encoder() {
        return encoder;
    }

    String muxer() {
        return muxer;
    }

    /** Refuses a rate that the codec does not have. */
    void checkRate(int sampleRate) throws MediaException {
        if (this == OPUS && !OPUS_RATES.contains(sampleRate)) {
            throw new MediaException(
                    ErrorCode.REFUSED,
                    "%s has no %d samples per second; resample to one of %s"
                            .formatted(this, sampleRate, OPUS_RATES));
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
