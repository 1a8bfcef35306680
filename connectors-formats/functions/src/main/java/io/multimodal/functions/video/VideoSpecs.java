// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.video;

import static io.multimodal.types.failure.ErrorCode.REFUSED;
import static io.multimodal.types.failure.ErrorCode.TOO_LARGE;
import static org.apache.flink.table.api.DataTypes.DOUBLE;
import static org.apache.flink.table.api.DataTypes.FIELD;
import static org.apache.flink.table.api.DataTypes.INT;
import static org.apache.flink.table.api.DataTypes.ROW;

import io.multimodal.functions.spec.Allowed;
import io.multimodal.functions.spec.Call;
import io.multimodal.functions.spec.FunctionSpec;
import io.multimodal.functions.spec.Times;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.types.MultimodalTypes;
import io.multimodal.types.Video;
import io.multimodal.types.failure.MediaException;
import java.util.List;
import org.apache.flink.table.types.DataType;

/** The functions over video. */
public final class VideoSpecs {
    private static final DataType AUDIO = MultimodalTypes.audio();
    private static final DataType IMAGE = MultimodalTypes.image();
    private static final DataType VIDEO = MultimodalTypes.video();
    private static final double THRESHOLD = 0.1;

    private static final DataType FRAMES = ROW(FIELD("seconds", DOUBLE()), FIELD("frame", IMAGE));

    private VideoSpecs() {}

    /** In the order of the documentation. */
    public static List<FunctionSpec> all() {
        return List.of(
                lazy("VIDEO_CLIP")
                        .description(
                                "Returns a part of a video. A part that extends beyond the end stops at the end.")
                        .argument(
                                "from_seconds", DOUBLE(), "where it begins, in seconds", Times.TIME)
                        .argument("to_seconds", DOUBLE(), "where it ends, in seconds", Times.TIME)
                        .requires(Times.IN_ORDER)
                        .returns(VIDEO)
                        .example("VIDEO_CLIP(vid, 1, 2.5).duration", "1.5000")
                        .implementation(c -> VideoFunctions.clip(video(c), c.real(1), c.real(2))),
                lazy("VIDEO_FRAME")
                        .description(
                                "Returns the frame that is displayed at a time. To find it, the frames from the key frame before it on are decoded.")
                        .argument("seconds", DOUBLE(), "from the beginning", Times.TIME)
                        .returns(IMAGE)
                        .example("VIDEO_FRAME(vid, 1.5).width", "160")
                        .implementation(c -> VideoFunctions.frame(video(c), c.real(1))),
                reading("VIDEO_FRAME_AT")
                        .description(
                                "Returns the frame with a number, in the order of display. The first frame of a clip is the one that is displayed when the clip begins. The function reads the whole video and decodes nothing, to determine the time of each frame. Numbers address each frame exactly once, which times computed from a frame rate do not.")
                        .argument("number", INT(), "from 0", Allowed.atLeast(0))
                        .returns(IMAGE)
                        .example("VIDEO_FRAME_AT(vid, 74).width", "160")
                        .implementation(
                                c -> VideoFunctions.frameAt(c.media(), video(c), c.integer(1))),
                lazy("VIDEO_AUDIO")
                        .description(
                                "Returns the audio of a video on the time line of the video: it begins with silence if the audio track begins later than the video. Of several audio tracks it is the one that a player would choose.")
                        .returns(AUDIO)
                        .example("METADATA(AUDIO_TO_TENSOR(VIDEO_AUDIO(vid)))['dtype']", "float32")
                        .implementation(c -> VideoFunctions.audio(video(c))),
                reading("VIDEO_FRAMES")
                        .description(
                                "Returns frames at equal intervals, the first one at 0, up to the end of the video. If the duration is not an attribute of the value, the function reads the header, or the whole video if the header does not contain it.")
                        .argument(
                                "every_seconds",
                                DOUBLE(),
                                "from one frame to the next",
                                Times.DISTANCE)
                        .returnsRows(FRAMES)
                        .example(
                                "VIDEO_FRAMES(vid, 1.5)",
                                "0.0000, IMAGE[width=160, height=96, mode=RGB]\n1.5000, IMAGE[width=160, height=96, mode=RGB]")
                        .implementation(c -> VideoFunctions.frames(c.media(), video(c), c.real(1))),
                reading("VIDEO_EVERY_NTH_FRAME")
                        .description(
                                "Returns every n-th frame from the first one on, with its number from 0 and its time; n = 1 returns all frames. The function reads the whole video and decodes nothing.")
                        .argument("n", INT(), "at least 1", Allowed.atLeast(1))
                        .returnsRows(
                                ROW(
                                        FIELD("number", INT()),
                                        FIELD("seconds", DOUBLE()),
                                        FIELD("frame", IMAGE)))
                        .example(
                                "VIDEO_EVERY_NTH_FRAME(VIDEO_CLIP(vid, 1, 3), 30)",
                                "0, 0.0000, IMAGE[width=160, height=96, mode=RGB]\n30, 1.2000, IMAGE[width=160, height=96, mode=RGB]")
                        .implementation(
                                c -> VideoFunctions.everyNth(c.media(), video(c), c.integer(1))),
                reading("VIDEO_KEY_FRAMES")
                        .description(
                                "Returns the key frames. The function reads the whole video and decodes nothing.")
                        .returnsRows(FRAMES)
                        .example(
                                "VIDEO_KEY_FRAMES(VIDEO_CLIP(vid, 0.5, 2.5))",
                                "0.5000, IMAGE[width=160, height=96, mode=RGB]\n1.5000, IMAGE[width=160, height=96, mode=RGB]")
                        .implementation(c -> VideoFunctions.keyFrames(c.media(), video(c))),
                reading("VIDEO_SCENES")
                        .description(
                                "Returns the scenes. A new scene begins at a frame if the mean difference in brightness to the previous frame, at 16 x 9 evenly spread points, exceeds a threshold. The function decodes the whole video.")
                        .optionalArgument(
                                "threshold",
                                DOUBLE(),
                                "more than 0 and at most 1, the difference between black and white; 0.1 if left out",
                                Allowed.above(0, 1))
                        .returnsRows(
                                ROW(
                                        FIELD("scene", INT()),
                                        FIELD("from_seconds", DOUBLE()),
                                        FIELD("to_seconds", DOUBLE()),
                                        FIELD("video", VIDEO)))
                        .example(
                                "VIDEO_SCENES(vid, 0.9)",
                                "0, 0.0000, 3.0000, VIDEO[width=160, height=96, frame_rate=25.0, duration=3.0]")
                        .implementation(
                                c ->
                                        VideoFunctions.scenes(
                                                c.media(), video(c), c.real(1, THRESHOLD))),
                lazy("VIDEO_TO_TENSOR")
                        .description(
                                "Returns frames at equal intervals, scaled to a size, as a uint8 tensor of shape [frames, height, width, 3] in RGB.")
                        .argument(
                                "every_seconds",
                                DOUBLE(),
                                "from one frame to the next",
                                Times.DISTANCE)
                        .argument("width", INT(), "in pixels, at least 1", Allowed.atLeast(1))
                        .argument("height", INT(), "in pixels, at least 1", Allowed.atLeast(1))
                        .returns(MultimodalTypes.tensor())
                        .fails(TOO_LARGE)
                        .example("VIDEO_TO_TENSOR(vid, 1, 32, 16).shape", "[3, 16, 32, 3]")
                        .implementation(
                                c ->
                                        VideoFunctions.toTensor(
                                                video(c), c.real(1), c.integer(2), c.integer(3))));
    }

    private static FunctionSpec.Builder lazy(String name) {
        return FunctionSpec.lazy(name).argument("video", VIDEO, "the video").fails(REFUSED);
    }

    private static FunctionSpec.Builder reading(String name) {
        return FunctionSpec.reading(name).argument("video", VIDEO, "the video").fails(REFUSED);
    }

    /** The first argument, marked if the function is to give NULL where it fails later. */
    private static Video video(Call call) throws MediaException, InvalidReferenceException {
        Video video = call.video(0);
        return call.nullOnError() ? VideoFunctions.orNull(video) : video;
    }
}
