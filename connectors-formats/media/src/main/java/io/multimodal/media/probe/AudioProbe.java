// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.probe;

import io.multimodal.media.content.AudioHeader;
import io.multimodal.media.internal.audio.format.AdtsHeaderParser;
import io.multimodal.media.internal.audio.format.FlacHeaderParser;
import io.multimodal.media.internal.audio.format.Mp3HeaderParser;
import io.multimodal.media.internal.audio.format.Mp4Audio;
import io.multimodal.media.internal.audio.format.OggHeaderParser;
import io.multimodal.media.internal.audio.format.WavHeaderParser;
import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.media.internal.container.BuiltInContainer;
import io.multimodal.media.internal.container.ContainerEnd;
import io.multimodal.media.internal.container.ContainerTypes;
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
 * Tells from its head what audio is, also of the audio of a video. What it says is what {@link
 * io.multimodal.media.audio.AudioReader} gives; what is not told there stays unknown. Reads at most
 * {@value #MAX_BYTES} bytes, whatever the size, unless a Matroska, AVI or MPEG-TS keeps more before
 * its first packets (then up to 16 MiB), or an Ogg has long pages or looks like a chain (then up to
 * 320 KiB more). Thread-safe.
 *
 * <p>Each method throws {@link MediaException} with a code: {@code TRUNCATED} for an empty object
 * or one that ends within its header, {@code UNSUPPORTED} for anything that holds no audio of a
 * kind that is read, {@code CORRUPT} for a header that contradicts itself.
 */
public final class AudioProbe {
    /** The most bytes that are read of one object. */
    public static final int MAX_BYTES = 64 << 10;

    private static final String EXPECTED =
            "audio, in WAV, W64, AIFF, AU, CAF, FLAC, WavPack, APE, TTA, MP3, AAC, AC-3, E-AC-3, DTS, AMR,"
                    + " WMA, Ogg, MP4 (M4A), Matroska (WebM), AVI or MPEG-TS";

    /** Reads ranges, as few as the format needs. Blocks. */
    public AudioHeader probe(ObjectHandle object) throws IOException {
        HeaderBytes bytes = HeaderBytes.of(object, MAX_BYTES);
        BuiltInContainer format = format(bytes);
        try {
            AudioHeader header = read(bytes, format);
            if (header != null) {
                return header;
            }
            AudioHeader found = ofContainer(object, format);
            // What its fragments add up to, only a decoder tells.
            return format == BuiltInContainer.MP4 && isFragmented(bytes)
                    ? found.withoutDuration()
                    : found;
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
        if (isBehindLongTag(bytes)) {
            return new AudioHeader("audio/mpeg", null, null, null, null);
        }
        BuiltInContainer format = format(bytes);
        AudioHeader header = read(bytes, format);
        return header == null
                ? new AudioHeader(ContainerTypes.of(format, bytes, false), null, null, null, null)
                : header;
    }

    /** Whether what tells the format lies behind a tag that is longer than what is at hand. */
    private static boolean isBehindLongTag(HeaderBytes bytes) throws IOException {
        try {
            boolean tagged = bytes.matches(0, "ID3");
            return tagged && bytes.u8(BuiltInContainer.startOfStream(bytes)) < 0;
        } catch (HeaderBytes.OutOfReachException e) {
            return true;
        }
    }

    public static BuiltInContainer format(HeaderBytes bytes) throws IOException {
        return BuiltInContainer.expect(bytes, EXPECTED);
    }

    /** Null where FFmpeg has to look, or there is no more to see. */
    private static AudioHeader read(HeaderBytes bytes, BuiltInContainer format) throws IOException {
        try {
            return switch (format) {
                case WAV, W64 -> WavHeaderParser.read(bytes);
                case FLAC -> FlacHeaderParser.read(bytes);
                case MP3 -> Mp3HeaderParser.read(bytes);
                case AAC -> AdtsHeaderParser.read(bytes);
                case OGG -> OggHeaderParser.read(bytes);
                case MP4 -> ofMp4(bytes);
                default -> null;
            };
        } catch (HeaderBytes.OutOfReachException e) {
            return null;
        }
    }

    private static boolean isFragmented(HeaderBytes bytes) throws IOException {
        try {
            return Mp4Audio.of(bytes).filter(audio -> audio.track().isFragmented()).isPresent();
        } catch (HeaderBytes.OutOfReachException e) {
            return false;
        }
    }

    /** Null where FFmpeg has to look. */
    private static AudioHeader ofMp4(HeaderBytes bytes)
            throws IOException, HeaderBytes.OutOfReachException {
        Mp4Audio audio = Mp4Audio.of(bytes).orElseThrow(() -> silent(BuiltInContainer.MP4));
        return audio.header(bytes).orElse(null);
    }

    /** The second time with a larger budget: for what keeps much before its first packets. */
    private static AudioHeader ofContainer(ObjectHandle object, BuiltInContainer format)
            throws IOException {
        try (Container container = Container.open(object, format, ReadLimits.AUDIO_HEAD)) {
            if (!container.exhausted()) {
                return header(object, container);
            }
        } catch (MediaException e) {
            // It may be all there is to say, or the budget was too small.
        }
        try (Container container = Container.open(object, format, ReadLimits.LONG_AUDIO_HEAD)) {
            return header(object, container);
        }
    }

    private static AudioHeader header(ObjectHandle object, Container container) throws IOException {
        BuiltInContainer format = container.format();
        AVStream stream = container.best(Container.Kind.AUDIO).orElseThrow(() -> silent(format));
        Optional<AVStream> video = container.best(Container.Kind.VIDEO);
        AVCodecParameters parameters = stream.codecpar();
        int channels = parameters.ch_layout().nb_channels();
        HeaderBytes head = HeaderBytes.of(object, 4 << 10);
        return new AudioHeader(
                ContainerTypes.of(format, head, video.isPresent()),
                parameters.sample_rate() > 0 ? parameters.sample_rate() : null,
                channels > 0 ? channels : null,
                container.endSeconds(stream),
                avcodec.avcodec_get_name(parameters.codec_id()).getString());
    }

    public static MediaException silent(BuiltInContainer format) {
        return new MediaException(
                ErrorCode.UNSUPPORTED, "The %s has no audio".formatted(format.demuxer()));
    }
}
