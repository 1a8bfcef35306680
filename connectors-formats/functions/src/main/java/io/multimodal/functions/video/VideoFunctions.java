// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.video;

import io.multimodal.functions.tensor.TensorFunctions;
import io.multimodal.media.MediaRuntime;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.Audio;
import io.multimodal.types.DType;
import io.multimodal.types.Image;
import io.multimodal.types.Tensor;
import io.multimodal.types.Video;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.Clip;
import io.multimodal.types.program.TensorFacts;
import io.multimodal.types.program.TensorSource.Frames;
import io.multimodal.types.program.VideoProgram;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Functions over video. Those without stores are lazy: they read nothing. Thread-safe.
 *
 * <pre>{@code
 * Image poster = ImageFunctions.resize(VideoFunctions.frame(video, 12.5), 320, 180);
 * }</pre>
 *
 * <p>Each throws {@link MediaException} REFUSED where an argument is out of range, and {@link
 * InvalidReferenceException} where the video's reference cannot be read.
 */
public final class VideoFunctions {
    private static final double MICROS = 1e6;

    private VideoFunctions() {}

    /** A part of a video, in seconds. */
    public static Video clip(Video video, double from, double to)
            throws MediaException, InvalidReferenceException {
        Double known = video.duration();
        if (known != null && from >= known) {
            throw behindTheEnd("clip", from, known);
        }
        ObjectRef ref = video.reference();
        VideoProgram program = VideoProgram.of(ref).then(Clip.ofSeconds(from, to));
        return Video.of(
                program.applyTo(ref),
                null,
                null,
                video.width(),
                video.height(),
                video.frameRate(),
                known == null ? null : Double.valueOf(Math.min(to, known) - from),
                null);
    }

    /** The frame that is shown at a time, in seconds. */
    public static Image frame(Video video, double seconds)
            throws MediaException, InvalidReferenceException {
        if (video.duration() != null && seconds >= video.duration()) {
            throw behindTheEnd("frame", seconds, video.duration());
        }
        return frameAt(video, Clip.micros(seconds));
    }

    /**
     * The frame of a number, in the order in which they are shown.
     *
     * @param number from 0
     */
    public static Image frameAt(MediaRuntime media, Video video, int number)
            throws IOException, InvalidReferenceException {
        List<Long> times = media.videos().frameTimes(video.reference());
        if (number < 0 || number >= times.size()) {
            throw new MediaException(
                    ErrorCode.REFUSED,
                    "There is no frame of number %d: the video has %d, numbered from 0"
                            .formatted(number, times.size()));
        }
        return frameAt(video, times.get(number));
    }

    /**
     * Every n-th frame: for each its number from 0, when it is shown, in seconds, and the frame.
     */
    public static List<List<Object>> everyNth(MediaRuntime media, Video video, int n)
            throws IOException, InvalidReferenceException {
        if (n < 1) {
            throw new MediaException(
                    ErrorCode.REFUSED, "Every n-th frame is every first one at least, not " + n);
        }
        List<Long> times = media.videos().frameTimes(video.reference());
        List<List<Object>> rows = new ArrayList<>();
        for (long number = 0; number < times.size(); number += n) {
            long micros = times.get((int) number);
            rows.add(List.of((int) number, micros / MICROS, frameAt(video, micros)));
        }
        return rows;
    }

    private static Image frameAt(Video video, long micros)
            throws MediaException, InvalidReferenceException {
        ObjectRef ref = video.reference();
        return Image.of(
                VideoProgram.of(ref).frame(micros).applyTo(ref),
                null,
                null,
                video.width(),
                video.height(),
                "RGB");
    }

    private static MediaException behindTheEnd(String what, double seconds, double end) {
        return new MediaException(
                ErrorCode.REFUSED,
                "The %s at %s s lies behind the end, which is at %s s"
                        .formatted(what, seconds, end));
    }

    /** The audio of a video. */
    public static Audio audio(Video video) throws MediaException, InvalidReferenceException {
        ObjectRef ref = video.reference();
        return Audio.of(VideoProgram.of(ref).audio().applyTo(ref));
    }

    /** The same video, marked to be NULL instead of an error where it fails later. */
    public static Video orNull(Video video) throws MediaException, InvalidReferenceException {
        ObjectRef ref = video.reference();
        VideoProgram program = VideoProgram.of(ref);
        return program.nullOnError()
                ? video
                : Video.of(
                        program.orNull().applyTo(ref),
                        video.contentType(),
                        video.size(),
                        video.width(),
                        video.height(),
                        video.frameRate(),
                        video.duration(),
                        video.codec());
    }

    /** Frames at equal distances: for each when it is shown, in seconds, and the frame. */
    public static List<List<Object>> frames(MediaRuntime media, Video video, double every)
            throws IOException, InvalidReferenceException {
        List<List<Object>> rows = new ArrayList<>();
        for (long micros : times(media, video, every)) {
            rows.add(List.of(micros / MICROS, frameAt(video, micros)));
        }
        return rows;
    }

    private static List<Long> times(MediaRuntime media, Video video, double every)
            throws IOException, InvalidReferenceException {
        long end =
                video.duration() == null
                        ? media.videos().durationMicros(video.reference())
                        : Clip.micros(video.duration());
        return Frames.times(every, Frames.count(every, end));
    }

    /** The key frames: for each when it is shown, in seconds, and the frame. */
    public static List<List<Object>> keyFrames(MediaRuntime media, Video video)
            throws IOException, InvalidReferenceException {
        List<List<Object>> rows = new ArrayList<>();
        for (long micros : media.videos().keyFrames(video.reference())) {
            rows.add(List.of(micros / MICROS, frameAt(video, micros)));
        }
        return rows;
    }

    /** The scenes: for each its number from 0, where it begins and ends, and the part. */
    public static List<List<Object>> scenes(MediaRuntime media, Video video, double threshold)
            throws IOException, InvalidReferenceException {
        List<Long> starts = media.videos().scenes(video.reference(), threshold);
        long end = media.videos().durationMicros(video.reference());
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            double from = starts.get(i) / MICROS;
            double to = (i + 1 < starts.size() ? starts.get(i + 1) : end) / MICROS;
            if (from < to) {
                rows.add(List.of(i, from, to, clip(video, from, to)));
            }
        }
        return rows;
    }

    /**
     * Frames at equal distances, scaled to a size: a tensor of uint8, [frames, height, width, 3].
     * Nothing is read. How many frames there are is known where the duration is.
     */
    public static Tensor toTensor(Video video, double every, int width, int height)
            throws MediaException, InvalidReferenceException {
        OptionalInt count =
                video.duration() == null
                        ? OptionalInt.empty()
                        : OptionalInt.of(Frames.count(every, Clip.micros(video.duration())));
        return TensorFunctions.of(
                video,
                new Frames(VideoProgram.of(video.reference()), every, count, width, height),
                count.isPresent()
                        ? TensorFacts.of(DType.UINT8, count.getAsInt(), height, width, 3)
                        : TensorFacts.of(DType.UINT8));
    }
}
