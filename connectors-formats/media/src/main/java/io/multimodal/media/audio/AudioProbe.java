// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.audio;

import io.multimodal.media.internal.ContainerEnd;
import io.multimodal.media.internal.ContainerFormat;
import io.multimodal.media.internal.ContainerTypes;
import io.multimodal.media.internal.HeaderBytes;
import io.multimodal.media.internal.IsoTrack;
import io.multimodal.media.internal.ffmpeg.Container;
import io.multimodal.media.internal.ffmpeg.ReadLimits;
import io.multimodal.store.ObjectHandle;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avcodec;

/**
 * Tells from its head what a sound is, also of the sound of a video. Reads at most {@value
 * #MAX_BYTES} bytes, whatever the size; what is not told there stays unknown. Thread-safe.
 *
 * <p>Each method throws {@link MediaException} with a code: {@code TRUNCATED} for an empty object
 * or one that ends within its header, {@code UNSUPPORTED} for anything that holds no sound of a
 * kind that is read, {@code CORRUPT} for a header that contradicts itself.
 */
public final class AudioProbe {
    /** The most bytes that are read of one sound. */
    public static final int MAX_BYTES = 64 << 10;

    private static final String EXPECTED =
            "sound, in WAV, FLAC, MP3, AAC, Ogg, MP4 (M4A), Matroska (WebM), AVI or MPEG-TS";

    /** Reads ranges, as few as the format needs. Blocks. */
    public AudioHeader probe(ObjectHandle object) throws IOException {
        HeaderBytes bytes = HeaderBytes.of(object, MAX_BYTES);
        ContainerFormat format = format(bytes);
        try {
            return switch (format) {
                case MATROSKA, AVI, MPEG_TS -> ofContainer(object, format);
                default -> read(bytes, format);
            };
        } catch (MediaException e) {
            // A cut file lacks what stands at its end: say that it is cut.
            ContainerEnd.check(object, format);
            throw e;
        }
    }

    /**
     * Reads an array. What a format keeps further back stays unknown, and so does all but the
     * content type of a Matroska, AVI or MPEG-TS.
     *
     * @param head the object's first bytes, or all of them
     * @param sizeBytes how many bytes the object has, at least {@code head.length}
     */
    public AudioHeader probe(byte[] head, long sizeBytes) throws IOException {
        HeaderBytes bytes = HeaderBytes.of(head, sizeBytes);
        return read(bytes, format(bytes));
    }

    static ContainerFormat format(HeaderBytes bytes) throws IOException {
        return ContainerFormat.expect(bytes, EXPECTED);
    }

    private static AudioHeader read(HeaderBytes bytes, ContainerFormat format) throws IOException {
        try {
            return switch (format) {
                case WAV -> WavHead.read(bytes);
                case FLAC -> FlacHead.read(bytes);
                case MP3 -> Mp3Head.read(bytes);
                case AAC -> AdtsHead.read(bytes);
                case OGG -> OggHead.read(bytes);
                case MP4 -> ofMp4(bytes);
                case MATROSKA, AVI, MPEG_TS -> unknown(bytes, format);
            };
        } catch (HeaderBytes.OutOfReachException e) {
            return unknown(bytes, format);
        }
    }

    private static AudioHeader unknown(HeaderBytes bytes, ContainerFormat format)
            throws IOException {
        return new AudioHeader(ContainerTypes.of(format, bytes, false), null, null, null, null);
    }

    private static AudioHeader ofMp4(HeaderBytes bytes)
            throws IOException, HeaderBytes.OutOfReachException {
        IsoTrack sound = null;
        boolean video = false;
        for (IsoTrack track : IsoTrack.of(bytes)) {
            video |= track.isVideo();
            sound = sound == null && !track.isVideo() ? track : sound;
        }
        if (sound == null) {
            throw silent(ContainerFormat.MP4);
        }
        return new AudioHeader(
                ContainerTypes.of(ContainerFormat.MP4, bytes, video),
                sound.sampleRate(),
                sound.channels(),
                sound.duration(),
                sound.codec());
    }

    private static AudioHeader ofContainer(ObjectHandle object, ContainerFormat format)
            throws IOException {
        try (Container container = Container.open(object, format, ReadLimits.AUDIO_HEAD)) {
            AVStream stream =
                    container.best(Container.Kind.AUDIO).orElseThrow(() -> silent(format));
            Optional<AVStream> video = container.best(Container.Kind.VIDEO);
            AVCodecParameters parameters = stream.codecpar();
            int channels = parameters.ch_layout().nb_channels();
            HeaderBytes head = HeaderBytes.of(object, 4 << 10);
            return new AudioHeader(
                    ContainerTypes.of(format, head, video.isPresent()),
                    parameters.sample_rate() > 0 ? parameters.sample_rate() : null,
                    channels > 0 ? channels : null,
                    container.exhausted() ? null : container.duration(),
                    avcodec.avcodec_get_name(parameters.codec_id()).getString());
        }
    }

    /** How many samples the head says that there are; null where it does not say. */
    static Long declaredSamples(HeaderBytes bytes, ContainerFormat format) throws IOException {
        try {
            return switch (format) {
                case FLAC -> FlacHead.samples(bytes, ContainerFormat.startOfStream(bytes));
                case MP3 -> Mp3Head.declaredSamples(bytes);
                case WAV, AAC, OGG, MP4, MATROSKA, AVI, MPEG_TS -> null;
            };
        } catch (HeaderBytes.OutOfReachException e) {
            return null;
        }
    }

    static MediaException silent(ContainerFormat format) {
        return new MediaException(
                ErrorCode.UNSUPPORTED, "The %s has no sound".formatted(format.demuxer()));
    }
}
