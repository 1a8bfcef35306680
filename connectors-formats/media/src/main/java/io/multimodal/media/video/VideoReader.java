// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.video;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.multimodal.annotation.Public;
import io.multimodal.media.content.Encoded;
import io.multimodal.media.content.VideoHeader;
import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.media.internal.runtime.DecodeMemory;
import io.multimodal.media.internal.runtime.Failures;
import io.multimodal.media.internal.video.FrameTimes;
import io.multimodal.media.internal.video.IdleCursors;
import io.multimodal.media.internal.video.SceneDetector;
import io.multimodal.media.internal.video.VideoCursor;
import io.multimodal.media.internal.video.VideoIndex;
import io.multimodal.media.internal.video.VideoIndexes;
import io.multimodal.media.internal.video.VideoOpener;
import io.multimodal.media.probe.VideoProbe;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.record.RecordStore;
import io.multimodal.store.ref.DerivedRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.Clip;
import io.multimodal.types.program.VideoProgram;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Reads the videos of references: their headers, the times of their key frames, their frames. A few
 * videos stay open at the last frame that was read, so that consecutive frames cost as much as in a
 * player. Thread-safe.
 *
 * <p>Every method blocks while it reads and decodes. Times are microseconds from the beginning of
 * the video, or of the clip that a reference's program names. Bad media give {@link
 * MediaException}, bad storage {@link StoreException}.
 */
@Public
public final class VideoReader implements AutoCloseable {
    /** Opens the objects of references. Thread-safe. */
    @FunctionalInterface
    public interface Objects {
        /** A handle on the object of a reference that is not derived. May block. */
        ObjectHandle open(ObjectRef ref) throws StoreException;
    }

    /** Receives frames in the thread that decodes. It may block; it need not be thread-safe. */
    @FunctionalInterface
    public interface FrameSink<T> {
        /**
         * Returns the result for a frame.
         *
         * @param frame as it was decoded, not turned; valid during the call
         * @param micros the time at which it begins, in microseconds
         * @param quarterTurns the quarter turns clockwise that bring it upright
         * @throws IOException if the frame cannot be used; reading then stops with this exception
         */
        T accept(AVFrame frame, long micros, int quarterTurns) throws IOException;
    }

    private static final long MAX_KNOWN_FRAMES = 500_000;

    private final Objects objects;
    private final Limits limits;
    private final VideoIndexes indexes;
    private final DecodeMemory memory;
    private final IdleCursors idle;

    /** Of videos whose frames were counted. */
    private final Cache<ObjectRef, FrameTimes> known =
            Caffeine.newBuilder()
                    .maximumWeight(MAX_KNOWN_FRAMES)
                    .weigher((ObjectRef ref, FrameTimes times) -> 100 + times.shown().size())
                    .executor(Runnable::run)
                    .build();

    private VideoReader(Objects objects, Limits limits, VideoIndexes indexes) {
        this.objects = objects;
        this.limits = limits;
        this.indexes = indexes;
        this.memory = new DecodeMemory(limits.decodeMemoryBytes() / 4 * 3);
        this.idle = new IdleCursors(memory);
    }

    /**
     * A reader over these objects.
     *
     * @param objects for example {@code stores::open}; the caller closes the stores after this
     *     reader
     */
    public static VideoReader open(Objects objects, Limits limits) {
        VideoIndexes none = new VideoIndexes(Optional.empty(), VideoIndexes.MIN_VIDEO_BYTES);
        return new VideoReader(objects, limits, none);
    }

    /**
     * A reader that keeps the indexes of MP4, MOV and Matroska files in records: to open a video
     * whose index is known, it reads the record and the frames that it decodes.
     *
     * @param records for example {@code stores.main().records()}; the caller closes their store
     *     after this reader
     */
    public static VideoReader open(Objects objects, Limits limits, RecordStore records) {
        return open(objects, limits, records, VideoIndexes.MIN_VIDEO_BYTES);
    }

    /** A reader that keeps the indexes of videos of at least so many bytes in records. */
    public static VideoReader open(
            Objects objects, Limits limits, RecordStore records, long minVideoBytes) {
        VideoIndexes indexes = new VideoIndexes(Optional.of(records), minVideoBytes);
        return new VideoReader(objects, limits, indexes);
    }

    /** The attributes of a reference's source from its header, without its program. */
    public VideoHeader header(ObjectRef ref) throws IOException {
        try {
            ObjectRef source = source(ref);
            ObjectHandle object = objects.open(source);
            Optional<VideoIndex> index = indexes.get(source, object.sizeBytes());
            return index.isPresent() ? index.get().header() : new VideoProbe(limits).probe(object);
        } catch (MediaException e) {
            throw Failures.of(ref, e);
        }
    }

    /**
     * The frame that a source shows at a time: the last frame that does not begin later, or the
     * first one.
     *
     * @param source of a video, not derived
     * @param micros in microseconds, at least 0
     * @throws MediaException REFUSED if the video ends before that time
     */
    public <T> T frameAt(ObjectRef source, long micros, FrameSink<T> sink) throws IOException {
        VideoCursor cursor = take(source);
        boolean done = false;
        try {
            T result = frameAt(cursor, micros, sink);
            done = true;
            return result;
        } catch (MediaException e) {
            boolean doubtful =
                    switch (e.code()) {
                        case CORRUPT, TRUNCATED, UNSUPPORTED -> true;
                        default -> false;
                    };
            if (!cursor.indexed() || !doubtful) {
                throw unlessEncrypted(source, e);
            }
            // The video itself says whether it is so.
            indexes.distrust(source);
        } finally {
            idle.giveBack(source, cursor, done);
        }
        try (VideoCursor plain = VideoOpener.open(objects.open(source), limits, memory)) {
            return frameAt(plain, micros, sink);
        }
    }

    private static <T> T frameAt(VideoCursor cursor, long micros, FrameSink<T> sink)
            throws IOException {
        AVFrame frame = cursor.at(micros);
        return sink.accept(frame, cursor.micros(frame), cursor.quarterTurns());
    }

    /**
     * The times of the key frames of a reference's video, or of its clip, in microseconds. Reads
     * the whole file.
     */
    public List<Long> keyFrames(ObjectRef ref) throws IOException {
        try {
            Clip clip = clip(ref);
            return times(ref).keys().stream()
                    .filter(t -> t >= clip.fromMicros() && t < clip.toMicros())
                    .map(t -> t - clip.fromMicros())
                    .toList();
        } catch (MediaException e) {
            throw Failures.of(ref, e);
        }
    }

    /**
     * The times of all frames of a reference's video in their order, in microseconds; for a clip
     * from the frame that is shown when it begins. Reads the whole file.
     */
    public List<Long> frameTimes(ObjectRef ref) throws IOException {
        try {
            Clip clip = clip(ref);
            List<Long> shown = times(ref).shown();
            int first = 0;
            while (first + 1 < shown.size() && shown.get(first + 1) <= clip.fromMicros()) {
                first++;
            }
            return shown.stream()
                    .skip(first)
                    .filter(t -> t < clip.toMicros())
                    .map(t -> Math.max(0, t - clip.fromMicros()))
                    .toList();
        } catch (MediaException e) {
            throw Failures.of(ref, e);
        }
    }

    private FrameTimes times(ObjectRef ref) throws IOException {
        ObjectRef source = source(ref);
        FrameTimes times = known.getIfPresent(source);
        if (times == null) {
            times = FrameTimes.of(objects.open(source), limits, memory);
            if (VideoIndexes.lasts(source)) {
                known.put(source, times);
            }
        }
        return times;
    }

    /**
     * The times at which the scenes of a reference's video begin, in microseconds: where a frame
     * differs from the one before it. Decodes all frames.
     *
     * @param threshold the mean difference of brightness, more than 0 and at most 1
     */
    public List<Long> scenes(ObjectRef ref, double threshold) throws IOException {
        SceneDetector detector = new SceneDetector(threshold);
        frames(
                ref,
                (frame, micros, turns) -> {
                    detector.add(frame, micros);
                    return true;
                });
        return detector.starts();
    }

    /**
     * The duration of a reference's video or its clip, in microseconds, from its header. Reads the
     * whole file if the header does not say it.
     *
     * @throws MediaException REFUSED if the clip begins behind the end
     */
    public long durationMicros(ObjectRef ref) throws IOException {
        try {
            Clip clip = clip(ref);
            Double said = new VideoProbe(limits).probe(objects.open(source(ref))).duration();
            long whole = said == null ? times(ref).endMicros() : Math.round(said * 1e6);
            long end = Math.min(clip.toMicros(), whole);
            if (end <= clip.fromMicros()) {
                throw new MediaException(
                        ErrorCode.REFUSED,
                        "The %s begins behind the end, which is at %s s"
                                .formatted(clip, whole / 1e6));
            }
            return end - clip.fromMicros();
        } catch (MediaException e) {
            throw Failures.of(ref, e);
        }
    }

    private static Clip clip(ObjectRef ref) throws MediaException {
        return VideoProgram.of(ref).clip().orElse(new Clip(0, Clip.MAX_MICROS));
    }

    /**
     * A file with the clip of a reference's program: what was coded is copied as it is, from the
     * key frame before the clip on, and an edit list shows exactly the frames of the clip. It
     * begins with the frame that is shown when the clip begins. MP4, or QuickTime where a codec
     * wants that.
     *
     * @throws MediaException UNSUPPORTED if neither holds the codecs, or the container does not say
     *     when frames are shown; TOO_LARGE if the packets have more than {@link Limits#maxBytes}
     */
    public Encoded materialise(ObjectRef ref) throws IOException {
        try {
            return VideoFile.of(objects.open(source(ref)), VideoProgram.of(ref).clip(), limits);
        } catch (MediaException e) {
            throw Failures.of(ref, e);
        }
    }

    /**
     * Decodes all frames of a reference's video, or of its clip.
     *
     * @throws MediaException if they cannot be decoded completely
     */
    public void check(ObjectRef ref) throws IOException {
        boolean[] any = new boolean[1];
        frames(
                ref,
                (frame, micros, turns) -> {
                    any[0] = true;
                    return true;
                });
        if (!any[0]) {
            MediaException none =
                    new MediaException(
                            ErrorCode.CORRUPT,
                            "The video has no frame that can be decoded within %s"
                                    .formatted(clip(ref)));
            throw Failures.of(ref, unlessEncrypted(source(ref), none));
        }
    }

    /**
     * The failure, or that the video cannot be read without a key: a decoder takes what is
     * encrypted for damaged. Whoever is well is not asked.
     */
    private MediaException unlessEncrypted(ObjectRef source, MediaException failure)
            throws IOException {
        if (failure.code() != ErrorCode.CORRUPT) {
            return failure;
        }
        try {
            HeaderBytes head = HeaderBytes.of(objects.open(source), VideoProbe.MAX_BYTES);
            VideoProbe.expectReadable(head, VideoProbe.format(head));
            return failure;
        } catch (MediaException e) {
            return e.code() == ErrorCode.UNSUPPORTED ? e : failure;
        }
    }

    /**
     * Decodes all frames of a reference's video, or of its clip, and passes them to a sink until
     * that returns false.
     */
    public void frames(ObjectRef ref, FrameSink<Boolean> sink) throws IOException {
        try {
            long from = clip(ref).fromMicros();
            long to = clip(ref).toMicros();
            ObjectHandle object = objects.open(source(ref));
            try (VideoCursor cursor =
                    from == 0
                            ? VideoOpener.open(object, limits, memory)
                            : VideoOpener.open(source(ref), object, limits, memory, indexes)) {
                AVFrame frame = from == 0 ? cursor.following() : cursor.at(from);
                while (frame != null
                        && cursor.micros(frame) < to
                        && sink.accept(
                                frame,
                                Math.max(0, cursor.micros(frame) - from),
                                cursor.quarterTurns())) {
                    frame = cursor.following();
                }
            }
        } catch (MediaException e) {
            throw Failures.of(ref, unlessEncrypted(source(ref), e));
        }
    }

    private VideoCursor take(ObjectRef source) throws IOException {
        Optional<VideoCursor> cursor = idle.take(source);
        return cursor.isPresent()
                ? cursor.get()
                : VideoOpener.open(source, objects.open(source), limits, memory, indexes);
    }

    /** Closes the videos that are open. */
    @Override
    public void close() {
        idle.close();
    }

    static ObjectRef source(ObjectRef ref) {
        return ref instanceof DerivedRef derived ? derived.source() : ref;
    }
}
