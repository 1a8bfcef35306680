// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.video;

import io.multimodal.media.content.Encoded;
import io.multimodal.media.content.VideoHeader;
import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.media.internal.container.BuiltInContainer;
import io.multimodal.media.internal.container.ContainerEnd;
import io.multimodal.media.internal.ffmpeg.Container;
import io.multimodal.media.internal.ffmpeg.ReadLimits;
import io.multimodal.media.internal.video.ClipFile;
import io.multimodal.media.internal.video.ClipPackets;
import io.multimodal.media.probe.VideoProbe;
import io.multimodal.store.ObjectHandle;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.Clip;
import java.io.IOException;
import java.util.Optional;
import org.bytedeco.ffmpeg.avformat.AVStream;

/** Makes the file of a video, or of a clip of it. No frame is decoded. */
final class VideoFile {
    /** The file is one array, which also has room for an index. */
    private static final int MAX_FILE_BYTES = 1 << 30;

    private VideoFile() {}

    /**
     * The file as {@link VideoReader#materialise} describes it. Blocks while it reads.
     *
     * @param clip empty for the whole video
     */
    static Encoded of(ObjectHandle object, Optional<Clip> clip, Limits limits) throws IOException {
        return clip.isPresent() ? clip(object, clip.get(), limits) : whole(object, limits);
    }

    private static long maxBytes(Limits limits) {
        return Math.min(limits.maxBytes(), MAX_FILE_BYTES);
    }

    private static Encoded clip(ObjectHandle object, Clip clip, Limits limits) throws IOException {
        BuiltInContainer format = VideoProbe.format(HeaderBytes.of(object, VideoProbe.MAX_BYTES));
        ContainerEnd.check(object, format);
        VideoProbe.expectReadable(HeaderBytes.of(object, VideoProbe.MAX_BYTES), format);
        ReadLimits cost = ReadLimits.frames(limits.decodeMillis());
        try (Container container = Container.open(object, format, cost)) {
            AVStream video =
                    container
                            .best(Container.Kind.VIDEO)
                            .orElseThrow(() -> VideoProbe.blind(format));
            try (ClipPackets packets = ClipPackets.read(container, video, clip, maxBytes(limits))) {
                return new Encoded(
                        ClipFile.contentType(packets), ClipFile.of(packets, clip.toMicros()));
            }
        }
    }

    private static Encoded whole(ObjectHandle object, Limits limits) throws IOException {
        if (object.sizeBytes() > maxBytes(limits)) {
            throw new MediaException(
                    ErrorCode.TOO_LARGE,
                    "The video has %d bytes, more than the limit of %d"
                            .formatted(object.sizeBytes(), maxBytes(limits)));
        }
        VideoHeader header = new VideoProbe(limits).probe(object);
        return new Encoded(header.contentType(), object.read(0, (int) object.sizeBytes()));
    }
}
