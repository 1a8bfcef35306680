// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.audio.format;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale;

import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.media.internal.container.BuiltInContainer;
import io.multimodal.media.internal.ffmpeg.Container;
import java.io.IOException;
import java.util.Optional;
import org.bytedeco.ffmpeg.avformat.AVStream;

/**
 * What the head of a file says of its audio that a decoder has to give: no less, and no more, since
 * what follows is padding or no audio.
 *
 * @param samples how many there are, of which none may be missing; null if it does not say it
 * @param endSeconds where the audio ends; null if it does not say it
 * @param primingSeconds when the first sample begins on the clock of the stream; null where the
 *     container's clock says it
 * @param track its number in the file; null where any is meant
 * @param longestSeconds how long the audio is at most; null if it does not say it
 */
public record DeclaredAudio(
        Long samples,
        Double endSeconds,
        Double primingSeconds,
        Integer track,
        Double longestSeconds) {
    private static final DeclaredAudio NOTHING = new DeclaredAudio(null, null, null, null, null);

    public static DeclaredAudio of(HeaderBytes bytes, BuiltInContainer format) throws IOException {
        try {
            return switch (format) {
                case FLAC ->
                        ofSamples(
                                FlacHeaderParser.samples(
                                        bytes, BuiltInContainer.startOfStream(bytes)));
                case MP3 -> ofSamples(Mp3HeaderParser.declaredSamples(bytes));
                case WAV, W64 -> ofWav(bytes);
                case MP4 -> ofMp4(bytes);
                case OGG -> ofOgg(bytes);
                default -> NOTHING;
            };
        } catch (HeaderBytes.OutOfReachException e) {
            return NOTHING;
        }
    }

    /** What FFmpeg reads of the heads that are not read here. */
    public DeclaredAudio orOf(Container container, AVStream stream) {
        return switch (container.format()) {
            case WAVPACK, APE, TTA ->
                    stream.duration() == AV_NOPTS_VALUE || stream.duration() <= 0
                            ? this
                            : ofSamples(samples(stream));
            default -> this;
        };
    }

    private static long samples(AVStream stream) {
        long rate = (long) stream.codecpar().sample_rate() * stream.time_base().num();
        return av_rescale(stream.duration(), rate, stream.time_base().den());
    }

    private static DeclaredAudio ofSamples(Long samples) {
        return new DeclaredAudio(samples, null, null, null, null);
    }

    private static DeclaredAudio ofWav(HeaderBytes bytes)
            throws IOException, HeaderBytes.OutOfReachException {
        if (WavHeaderParser.codedSamples(bytes) == null) {
            return NOTHING;
        }
        Double end = WavHeaderParser.read(bytes).duration();
        return new DeclaredAudio(null, end, null, null, null);
    }

    private static DeclaredAudio ofOgg(HeaderBytes bytes)
            throws IOException, HeaderBytes.OutOfReachException {
        OggHeaderParser.Length length = OggHeaderParser.length(bytes);
        return new DeclaredAudio(null, length.endOfOnePage(), null, null, length.longest());
    }

    private static DeclaredAudio ofMp4(HeaderBytes bytes)
            throws IOException, HeaderBytes.OutOfReachException {
        Optional<Mp4Audio> audio = Mp4Audio.of(bytes);
        if (audio.isEmpty()) {
            return NOTHING;
        }
        audio.get().expectReadable();
        return new DeclaredAudio(
                null,
                audio.get().endSeconds(),
                audio.get().track().times().primingSeconds(),
                audio.get().track().id(),
                null);
    }
}
