// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_DURATION_FROM_BITRATE;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FLAG_BACKWARD;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FLAG_BYTE;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_seek_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EIO;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.AV_TIME_BASE;

import io.multimodal.media.internal.bytes.KnownBytes;
import io.multimodal.media.internal.container.BuiltInContainer;
import io.multimodal.media.internal.runtime.NativeLibraries;
import io.multimodal.store.ObjectHandle;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;

/**
 * The streams and packets of an object. Not thread-safe; the caller closes it. Every method that
 * reads blocks, and throws {@link MediaException} for a broken container and {@code StoreException}
 * for a store that fails.
 */
public final class Container implements AutoCloseable {
    private static final int MAX_STREAMS = 256;
    private static final int MAX_INDEX_BYTES = 64 << 20;
    private static final long MAX_TS_PROBE_BYTES = 8 << 20;

    /** Which streams are meant. */
    public enum Kind {
        AUDIO,
        VIDEO
    }

    private final BuiltInContainer format;
    private final ObjectIo io;
    private final AVFormatContext context;
    private final long startMicros;
    private final Double duration;
    private final TransportTimeline timeline;
    private int wanted = -1;
    private Boolean restarts;

    private Container(
            BuiltInContainer format,
            ObjectIo io,
            AVFormatContext context,
            long startMicros,
            Double duration) {
        this.format = format;
        this.io = io;
        this.context = context;
        this.startMicros = startMicros;
        this.duration = duration;
        this.timeline =
                format == BuiltInContainer.MPEG_TS
                        ? new TransportTimeline(context, this::next)
                        : null;
    }

    /** Reads the head, and of formats without one the first packets. */
    public static Container open(ObjectHandle object, BuiltInContainer format, ReadLimits limits)
            throws IOException {
        return opened(io(object, limits), format, limits, null, null);
    }

    /**
     * The same, and records what is read of the head and of the index, so that {@link #reopen}
     * needs to read neither.
     */
    public static Container open(
            ObjectHandle object,
            BuiltInContainer format,
            ReadLimits limits,
            KnownBytes.Recorder recorder)
            throws IOException {
        ObjectIo io = io(object, limits);
        io.record(recorder);
        return opened(io, format, limits, null, recorder);
    }

    /** Opens what is known: no packet is read. */
    public static Container reopen(ObjectHandle object, ReadLimits limits, Known known)
            throws IOException {
        ObjectIo io = io(object, limits);
        io.know(known.bytes());
        return opened(io, known.format(), limits, known, null);
    }

    /**
     * What opening a container told.
     *
     * @param bytes of its head and index
     * @param startMicros see {@link #startMicros()}
     * @param duration in seconds; null if unknown
     */
    public record Known(
            BuiltInContainer format, KnownBytes bytes, long startMicros, Double duration) {}

    private static ObjectIo io(ObjectHandle object, ReadLimits limits) {
        NativeLibraries.loadFfmpeg();
        return new ObjectIo(object, limits);
    }

    private static Container opened(
            ObjectIo io,
            BuiltInContainer format,
            ReadLimits limits,
            Known known,
            KnownBytes.Recorder recorder)
            throws IOException {
        AVFormatContext context = avformat_alloc_context();
        context.probesize(probeBytes(format, limits));
        context.max_streams(MAX_STREAMS);
        context.max_index_size(MAX_INDEX_BYTES);
        io.attachTo(context);
        boolean done = false;
        try {
            String action = "open the " + format.demuxer();
            int opened =
                    avformat_open_input(
                            context,
                            (String) null,
                            av_find_input_format(format.demuxer()),
                            (AVDictionary) null);
            expect(io, opened, format, action);
            io.record(null);
            Container container;
            if (known == null) {
                int found = avformat_find_stream_info(context, (AVDictionary) null);
                expect(io, found, format, action);
                container =
                        new Container(format, io, context, startMicros(context), duration(context));
            } else {
                container =
                        new Container(format, io, context, known.startMicros(), known.duration());
            }
            if (recorder != null) {
                io.record(recorder);
                container.readIndex();
                io.record(null);
            }
            done = true;
            return container;
        } finally {
            if (!done) {
                avformat_close_input(context);
                io.close();
            }
        }
    }

    /**
     * A transport stream says at its beginning which streams there are, and what they are with
     * their first key frame: FFmpeg stops when it has seen all.
     */
    private static long probeBytes(BuiltInContainer format, ReadLimits limits) {
        return format == BuiltInContainer.MPEG_TS
                ? Math.max(limits.probeBytes(), Math.min(limits.maxBytes(), MAX_TS_PROBE_BYTES))
                : limits.probeBytes();
    }

    /**
     * Fails for a negative result: as cut where FFmpeg wanted more than there is of what says
     * nowhere how long it is. Of others it was looked at whether they are.
     */
    private static void expect(ObjectIo io, int result, BuiltInContainer format, String action)
            throws IOException {
        io.check();
        boolean atEnd = result == AVERROR_EOF() || result == AVERROR_EIO();
        if (atEnd && format.isOfUncheckedLength() && !io.exhausted()) {
            throw new MediaException(
                    ErrorCode.TRUNCATED,
                    "Cannot %s: the file ends in the middle of something".formatted(action));
        }
        FfmpegErrors.expect(result, action);
    }

    /** A Matroska's index is read by the first seek. */
    private void readIndex() throws IOException {
        Optional<AVStream> video = best(Kind.VIDEO);
        if (format == BuiltInContainer.MATROSKA && video.isPresent()) {
            seek(video.get(), 0);
        }
    }

    /** The kind of file. */
    public BuiltInContainer format() {
        return format;
    }

    /** The time that reading may take begins now: for what stays open between two calls. */
    public void restartClock() {
        io.restartClock();
    }

    /**
     * To be asked between frames, of which one packet may hold many.
     *
     * @throws MediaException TIMED_OUT if the time is over
     */
    public void checkClock() throws IOException {
        io.check();
    }

    /** Whether the limit of bytes left FFmpeg wanting to see more. */
    public boolean exhausted() {
        return io.exhausted();
    }

    /** The stream of this kind that a player would choose; empty where there is none. */
    public Optional<AVStream> best(Kind kind) {
        int type = kind == Kind.AUDIO ? AVMEDIA_TYPE_AUDIO : AVMEDIA_TYPE_VIDEO;
        int index = av_find_best_stream(context, type, -1, -1, (AVCodec) null, 0);
        if (index < 0) {
            return Optional.empty();
        }
        AVStream stream = context.streams(index);
        return isCover(stream) ? Optional.empty() : Optional.of(stream);
    }

    /**
     * The audio stream with this number in the file, or where none is given the one that a player
     * would choose; empty where there is none.
     */
    public Optional<AVStream> audio(Integer track) {
        for (int i = 0; track != null && i < context.nb_streams(); i++) {
            AVStream stream = context.streams(i);
            if (stream.codecpar().codec_type() == AVMEDIA_TYPE_AUDIO && stream.id() == track) {
                return Optional.of(stream);
            }
        }
        return best(Kind.AUDIO);
    }

    /** The stream with this number; empty where there is none. */
    public Optional<AVStream> stream(int index) {
        return index < 0 || index >= context.nb_streams()
                ? Optional.empty()
                : Optional.of(context.streams(index));
    }

    /**
     * Packets of other streams are not read from now on, where that can be avoided. All streams of
     * an MPEG-TS are read, since each of them may show where another recording begins.
     */
    public void only(AVStream stream) {
        wanted = stream.index();
        for (int i = 0; i < context.nb_streams(); i++) {
            if (i != stream.index() && timeline == null) {
                context.streams(i).discard(AVDISCARD_ALL);
            }
        }
    }

    /**
     * When a stream ends, in seconds from when the first one starts; null if unknown. That of the
     * container where there is no other stream.
     */
    public Double endSeconds(AVStream stream) throws IOException {
        return exhausted() || restarts() ? null : StreamEnd.seconds(this, context, stream);
    }

    static boolean isCover(AVStream stream) {
        return (stream.disposition() & AV_DISPOSITION_ATTACHED_PIC) != 0;
    }

    /** In seconds; null if unknown. */
    public Double duration() throws IOException {
        return restarts() ? null : duration;
    }

    /** Whether the file consists of several recordings: see {@code TransportClock}. */
    private boolean restarts() throws IOException {
        if (restarts == null) {
            restarts = timeline != null && io.hasRestartingClock();
        }
        return restarts;
    }

    private static Double duration(AVFormatContext context) {
        long duration = context.duration();
        boolean guessed = context.duration_estimation_method() == AVFMT_DURATION_FROM_BITRATE;
        return duration == AV_NOPTS_VALUE || duration < 0 || guessed
                ? null
                : (double) duration / AV_TIME_BASE;
    }

    /** When the first stream starts, in microseconds; 0 if unknown. */
    public long startMicros() {
        return startMicros;
    }

    private static long startMicros(AVFormatContext context) {
        return context.start_time() == AV_NOPTS_VALUE ? 0 : context.start_time();
    }

    /**
     * The next packet of any stream, in place of the one before it.
     *
     * @return false at the end
     */
    public boolean read(AVPacket packet) throws IOException {
        boolean more = timeline == null ? next(packet) : timeline.read(packet);
        if (more && (wanted < 0 || packet.stream_index() == wanted)) {
            expectWhole(packet);
        }
        return more;
    }

    private boolean next(AVPacket packet) throws IOException {
        av_packet_unref(packet);
        int result = av_read_frame(context, packet);
        if (result == AVERROR_EOF()) {
            io.check();
            return false;
        }
        expect(io, result, format, "read a packet of the " + format.demuxer());
        return true;
    }

    private void expectWhole(AVPacket packet) throws MediaException {
        // Of a WAV that says no length, the last packet is as long as it is.
        boolean whole =
                format == BuiltInContainer.WAV
                        || format == BuiltInContainer.W64
                        || (packet.flags() & AV_PKT_FLAG_CORRUPT) == 0;
        if (!whole && format.isOfUncheckedLength() && io.isAtEnd()) {
            throw new MediaException(
                    ErrorCode.TRUNCATED,
                    "The %s ends within a packet, at byte %d"
                            .formatted(format.demuxer(), packet.pos()));
        } else if (!whole) {
            throw new MediaException(
                    ErrorCode.CORRUPT,
                    "A packet at byte %d of the %s is damaged or cut"
                            .formatted(packet.pos(), format.demuxer()));
        }
    }

    /**
     * Goes to the last key frame at or before a time in the stream's units, or to the beginning if
     * the file consists of several recordings.
     */
    public void seek(AVStream stream, long timestamp) throws IOException {
        // A transport stream is sought by times of decoding, and its first one may be earlier.
        boolean toBegin =
                timeline != null
                        && (timestamp <= Timestamps.of(this, stream).ofMicros(0) || restarts());
        int result =
                toBegin
                        ? av_seek_frame(context, -1, 0, AVSEEK_FLAG_BYTE)
                        : av_seek_frame(context, stream.index(), timestamp, AVSEEK_FLAG_BACKWARD);
        io.check();
        FfmpegErrors.expect(result, "seek in the " + format.demuxer());
        if (timeline != null) {
            timeline.restart();
        }
    }

    /** What is known of where packets lie; valid while this is open. */
    public PacketIndex index(AVStream stream) {
        return new PacketIndex(format, io, stream);
    }

    @Override
    public void close() {
        if (timeline != null) {
            timeline.close();
        }
        avformat_close_input(context);
        io.close();
    }
}
