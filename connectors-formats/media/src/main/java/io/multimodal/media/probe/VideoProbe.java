// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.probe;

import io.multimodal.media.content.VideoHeader;
import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.media.internal.container.BuiltInContainer;
import io.multimodal.media.internal.container.ContainerEnd;
import io.multimodal.media.internal.container.ContainerTypes;
import io.multimodal.media.internal.container.iso.DisplayMatrix;
import io.multimodal.media.internal.container.iso.IsoTimes;
import io.multimodal.media.internal.container.iso.IsoTrack;
import io.multimodal.media.internal.container.matroska.MatroskaHeaderParser;
import io.multimodal.media.internal.ffmpeg.Container;
import io.multimodal.media.internal.ffmpeg.Cropping;
import io.multimodal.media.internal.ffmpeg.ReadLimits;
import io.multimodal.media.internal.ffmpeg.StreamFacts;
import io.multimodal.store.ObjectHandle;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;

/**
 * Tells from its head and index what a video is. Reads at most {@value #MAX_BYTES} bytes of an MP4,
 * a MOV or a plain Matroska, and of others as much as FFmpeg needs, up to 16 MiB. Thread-safe.
 *
 * <p>Each method throws {@link MediaException} with a code: {@code TRUNCATED} for an empty object
 * or one that ends within its header, {@code UNSUPPORTED} for anything that holds no video of a
 * kind that is read, {@code CORRUPT} for a header that contradicts itself, {@code TOO_MANY_PIXELS}
 * for frames beyond {@link Limits#maxPixels}.
 */
public final class VideoProbe {
    /** The most bytes that are read of an MP4 or MOV. */
    public static final int MAX_BYTES = 64 << 10;

    /** What is more is the unit of time of a file that says no rate. */
    private static final int MAX_FRAME_RATE = 1000;

    private static final String EXPECTED =
            "a video, in MP4, MOV, Matroska (WebM), AVI, MPEG-TS or Ogg";

    private final Limits limits;

    public VideoProbe(Limits limits) {
        this.limits = limits;
    }

    /** Reads ranges. Blocks. */
    public VideoHeader probe(ObjectHandle object) throws IOException {
        HeaderBytes bytes = HeaderBytes.of(object, MAX_BYTES);
        BuiltInContainer format = format(bytes);
        try {
            return checked(probe(object, bytes, format));
        } catch (MediaException e) {
            if (e.code() != ErrorCode.TOO_MANY_PIXELS) {
                // A cut file lacks what stands at its end: say that it is cut.
                ContainerEnd.check(object, format);
            }
            throw e;
        }
    }

    private static VideoHeader probe(
            ObjectHandle object, HeaderBytes bytes, BuiltInContainer format) throws IOException {
        if (format == BuiltInContainer.MP4) {
            try {
                VideoHeader header = ofMp4(bytes);
                if (header != null) {
                    return header;
                }
            } catch (HeaderBytes.OutOfReachException e) {
                // FFmpeg may look further.
            }
        }
        if (format == BuiltInContainer.MATROSKA) {
            String contentType = ContainerTypes.of(format, bytes, true);
            Optional<MatroskaHeaderParser> head = MatroskaHeaderParser.of(bytes);
            if (head.isPresent()) {
                return ofMatroska(contentType, head.get());
            }
        }
        return ofContainer(object, format);
    }

    /**
     * Refuses what is not a video by its first bytes; what is told further back is not looked at.
     *
     * @param head the object's first bytes, or all of them
     * @param sizeBytes how many bytes the object has, at least {@code head.length}
     */
    public void expect(byte[] head, long sizeBytes) throws IOException {
        HeaderBytes bytes = HeaderBytes.of(head, sizeBytes);
        if (format(bytes) == BuiltInContainer.MP4) {
            try {
                VideoHeader header = ofMp4(bytes);
                if (header != null) {
                    checked(header);
                }
            } catch (HeaderBytes.OutOfReachException e) {
                // The index stands further back.
            }
        }
    }

    /** The kind of container, of those that may hold video. */
    public static BuiltInContainer format(HeaderBytes bytes) throws IOException {
        BuiltInContainer format = BuiltInContainer.expect(bytes, EXPECTED);
        return switch (format) {
            case MP4, MATROSKA, AVI, MPEG_TS, OGG -> format;
            default -> throw blind(format);
        };
    }

    private VideoHeader checked(VideoHeader header) throws MediaException {
        if (header.width() != null) {
            checkPixels(header.width(), header.height(), limits.maxPixels());
        }
        return header;
    }

    public static void checkPixels(int width, int height, long maxPixels) throws MediaException {
        if ((long) width * height > maxPixels) {
            throw new MediaException(
                    ErrorCode.TOO_MANY_PIXELS,
                    "The video's header says %d x %d pixels, more than the limit of %d"
                            .formatted(width, height, maxPixels));
        }
    }

    /**
     * Null where FFmpeg has to look: its fragments say how many frames there are, or frames are
     * cropped.
     */
    private static VideoHeader ofMp4(HeaderBytes bytes)
            throws IOException, HeaderBytes.OutOfReachException {
        List<IsoTrack> tracks = IsoTrack.of(bytes);
        IsoTrack track =
                tracks.stream()
                        .filter(IsoTrack::isVideo)
                        .findFirst()
                        .orElseThrow(() -> blind(BuiltInContainer.MP4));
        if (track.isFragmented() || track.isCropped()) {
            return null;
        }
        IsoTimes times = track.times();
        boolean ends = times.endSeconds() != null;
        return header(
                ContainerTypes.of(BuiltInContainer.MP4, bytes, true),
                track.width(),
                track.height(),
                track.frameRate(),
                ends ? Double.valueOf(times.endSeconds() - IsoTrack.startSeconds(tracks)) : null,
                track.codec(),
                track.display());
    }

    /**
     * Refuses what only a key opens.
     *
     * @throws MediaException UNSUPPORTED
     */
    public static void expectReadable(HeaderBytes bytes, BuiltInContainer format)
            throws IOException {
        if (format != BuiltInContainer.MP4) {
            return;
        }
        try {
            for (IsoTrack track : IsoTrack.of(bytes)) {
                if (track.isVideo() && track.isEncrypted()) {
                    throw track.encrypted();
                }
            }
        } catch (HeaderBytes.OutOfReachException e) {
            // The decoder tells that it cannot read it.
        }
    }

    private static VideoHeader ofMatroska(String contentType, MatroskaHeaderParser head) {
        return header(
                contentType,
                head.width(),
                head.height(),
                head.frameRate(),
                head.duration(),
                head.codec(),
                DisplayMatrix.IDENTITY);
    }

    private static VideoHeader ofContainer(ObjectHandle object, BuiltInContainer format)
            throws IOException {
        try (Container container = Container.open(object, format, ReadLimits.VIDEO_HEAD)) {
            AVStream stream = container.best(Container.Kind.VIDEO).orElseThrow(() -> blind(format));
            return ofStream(container, stream, HeaderBytes.of(object, 4 << 10));
        }
    }

    /** What an index keeps of the head: as {@link #probe} says it, where it stands in reach. */
    public static VideoHeader header(Container container, AVStream stream, HeaderBytes head)
            throws IOException {
        if (container.format() == BuiltInContainer.MP4) {
            try {
                VideoHeader header = ofMp4(head);
                if (header != null) {
                    return header;
                }
            } catch (HeaderBytes.OutOfReachException e) {
                // FFmpeg has looked further.
            }
        }
        return ofStream(container, stream, head);
    }

    private static VideoHeader ofStream(Container container, AVStream stream, HeaderBytes head)
            throws IOException {
        AVCodecParameters parameters = stream.codecpar();
        Cropping cropping = Cropping.of(stream);
        AVRational average = stream.avg_frame_rate();
        AVRational rate = average.num() > 0 ? average : stream.r_frame_rate();
        return header(
                ContainerTypes.of(container.format(), head, true),
                cropping.width(parameters.width()),
                cropping.height(parameters.height()),
                rate.num() > 0 && rate.den() > 0 && rate.num() / rate.den() <= MAX_FRAME_RATE
                        ? Double.valueOf((double) rate.num() / rate.den())
                        : null,
                container.endSeconds(stream),
                avcodec.avcodec_get_name(parameters.codec_id()).getString(),
                StreamFacts.display(stream));
    }

    private static VideoHeader header(
            String contentType,
            int width,
            int height,
            Double frameRate,
            Double duration,
            String codec,
            DisplayMatrix display) {
        boolean known = width > 0 && height > 0;
        boolean turned = display.quarterTurns() % 2 == 1;
        Integer displayedWidth = turned ? height : width;
        Integer displayedHeight = turned ? width : height;
        return new VideoHeader(
                contentType,
                known ? displayedWidth : null,
                known ? displayedHeight : null,
                frameRate,
                duration,
                codec,
                display.quarterTurns(),
                display.mirrored());
    }

    public static MediaException blind(BuiltInContainer format) {
        return new MediaException(
                ErrorCode.UNSUPPORTED,
                "The %s has no video that is read".formatted(format.demuxer()));
    }
}
