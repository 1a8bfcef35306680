// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.video;

import io.multimodal.media.content.VideoHeader;
import io.multimodal.media.internal.bytes.Blocks;
import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.media.internal.bytes.KnownBytes;
import io.multimodal.media.internal.container.BuiltInContainer;
import io.multimodal.media.internal.container.ContainerEnd;
import io.multimodal.media.internal.ffmpeg.Container;
import io.multimodal.media.internal.ffmpeg.ReadLimits;
import io.multimodal.media.internal.ffmpeg.StreamDecoder;
import io.multimodal.media.internal.ffmpeg.StreamFacts;
import io.multimodal.media.internal.runtime.DecodeMemory;
import io.multimodal.media.probe.VideoProbe;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.Optional;
import org.bytedeco.ffmpeg.avformat.AVStream;

/**
 * Opens a video to decode it, by itself or with the help of the index that is kept of it
 * (docs/decisions/0005).
 */
public final class VideoOpener {
    private VideoOpener() {}

    /** At the beginning of an object. Blocks. */
    public static VideoCursor open(ObjectHandle object, Limits limits, DecodeMemory memory)
            throws IOException {
        HeaderBytes head = HeaderBytes.of(object, VideoProbe.MAX_BYTES);
        BuiltInContainer format = VideoProbe.format(head);
        ContainerEnd.check(object, format);
        Container container =
                Container.open(object, format, ReadLimits.frames(limits.decodeMillis()));
        return over(container, best(container), limits, memory, false);
    }

    /**
     * The same, with the help of the index that is kept of the object; where there is none yet, it
     * is made and kept.
     */
    public static VideoCursor open(
            ObjectRef ref,
            ObjectHandle object,
            Limits limits,
            DecodeMemory memory,
            VideoIndexes indexes)
            throws IOException {
        if (!indexes.covers(ref, object.sizeBytes())) {
            return open(object, limits, memory);
        }
        Optional<VideoIndex> index = indexes.get(ref, object.sizeBytes());
        if (index.isPresent()) {
            try {
                return indexed(object, index.get(), limits, memory);
            } catch (MediaException e) {
                if (e.code() == ErrorCode.TOO_MANY_PIXELS || e.code() == ErrorCode.TIMED_OUT) {
                    throw e;
                }
                // Whether the index or the video is to blame shows without it.
                indexes.distrust(ref);
                return open(object, limits, memory);
            }
        }
        return indexing(ref, object, limits, memory, indexes);
    }

    private static VideoCursor indexed(
            ObjectHandle object, VideoIndex index, Limits limits, DecodeMemory memory)
            throws IOException {
        ReadLimits cost = ReadLimits.frames(limits.decodeMillis());
        Container container = Container.reopen(object, cost, index.known());
        Optional<AVStream> stream =
                container.stream(index.stream().index()).filter(index.stream()::fit);
        if (stream.isEmpty()) {
            container.close();
            throw new MediaException(
                    ErrorCode.CORRUPT, "The index that is kept of the video is of another one");
        }
        index.stream().applyTo(stream.get());
        return over(container, stream, limits, memory, true);
    }

    private static VideoCursor indexing(
            ObjectRef ref,
            ObjectHandle object,
            Limits limits,
            DecodeMemory memory,
            VideoIndexes indexes)
            throws IOException {
        Blocks blocks = new Blocks(object);
        HeaderBytes head = HeaderBytes.of(blocks, VideoProbe.MAX_BYTES);
        BuiltInContainer format = VideoProbe.format(head);
        if (format != BuiltInContainer.MP4 && format != BuiltInContainer.MATROSKA) {
            // What follows is not told by a head there.
            return open(object, limits, memory);
        }
        ContainerEnd.check(blocks, format);
        KnownBytes.Recorder recorder = new KnownBytes.Recorder(VideoIndex.MAX_BYTES);
        ReadLimits cost = ReadLimits.frames(limits.decodeMillis());
        Container container = Container.open(blocks, format, cost, recorder);
        Optional<AVStream> stream = best(container);
        VideoCursor cursor = over(container, stream, limits, memory, false);
        if (!recorder.overflowed()) {
            VideoHeader header = VideoProbe.header(container, stream.orElseThrow(), head);
            Container.Known known =
                    new Container.Known(
                            format,
                            recorder.bytes(),
                            container.startMicros(),
                            container.duration());
            StreamFacts facts = StreamFacts.of(stream.orElseThrow());
            indexes.put(ref, new VideoIndex(object.sizeBytes(), header, facts, known));
        }
        return cursor;
    }

    private static Optional<AVStream> best(Container container) {
        return container.best(Container.Kind.VIDEO);
    }

    /** Closes the container where that fails. */
    private static VideoCursor over(
            Container container,
            Optional<AVStream> video,
            Limits limits,
            DecodeMemory memory,
            boolean indexed)
            throws IOException {
        boolean done = false;
        DecodeMemory.Share share = null;
        try {
            AVStream stream = video.orElseThrow(() -> VideoProbe.blind(container.format()));
            container.only(stream);
            VideoProbe.checkPixels(
                    stream.codecpar().width(), stream.codecpar().height(), limits.maxPixels());
            int width = stream.codecpar().width();
            share =
                    memory.admitAtMost(
                            StreamDecoder.memoryBytes(width, stream.codecpar().height()));
            // Waiting for memory is not a time of the decoder's.
            container.restartClock();
            StreamDecoder decoder = StreamDecoder.of(stream, limits.maxPixels());
            VideoCursor cursor = new VideoCursor(container, stream, decoder, share, indexed);
            done = true;
            return cursor;
        } finally {
            if (!done) {
                container.close();
                if (share != null) {
                    share.close();
                }
            }
        }
    }
}
