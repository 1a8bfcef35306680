// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.program;

import io.multimodal.annotation.Public;
import io.multimodal.store.ref.DerivedRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.util.List;
import java.util.Optional;

/**
 * The clip of a derived VIDEO value, as data in its reference. Immutable and thread-safe; reads no
 * object, so nothing blocks. A frame of a video is an image, whose {@link ImageProgram} begins with
 * {@link ImageOp.Frame}; its audio is the same object with an {@link AudioProgram}.
 */
@Public
public final class VideoProgram extends LazyProgram<VideoOp> {
    /** The whole video. */
    public static final VideoProgram EMPTY = new VideoProgram(List.of(), false);

    VideoProgram(List<VideoOp> ops, boolean nullOnError) {
        super(ops, nullOnError);
    }

    /**
     * The program of a reference: empty for all but derived ones.
     *
     * @throws MediaException CORRUPT or REFUSED if the bytes are not a program that this version
     *     reads
     */
    public static VideoProgram of(ObjectRef ref) throws MediaException {
        return ref instanceof DerivedRef derived ? decode(derived.program()) : EMPTY;
    }

    /**
     * The program with these bytes.
     *
     * @throws MediaException CORRUPT if they are not the bytes of a normalised program, REFUSED if
     *     they are of a newer version, of another medium or too long
     */
    public static VideoProgram decode(byte[] bytes) throws MediaException {
        return TimedProgramCodec.decodeVideo(bytes);
    }

    @Override
    public byte[] encode() {
        return TimedProgramCodec.encode(this);
    }

    /** The part of the video; empty for all of it. */
    public Optional<Clip> clip() {
        return ops().isEmpty() ? Optional.empty() : Optional.of((Clip) ops().get(0));
    }

    /** The same program with {@link #nullOnError()} set. */
    public VideoProgram orNull() {
        return new VideoProgram(ops(), true);
    }

    /**
     * The program for a part of the result of this program.
     *
     * @throws MediaException REFUSED if an argument is out of range or the part behind the end
     */
    public VideoProgram then(VideoOp op) throws MediaException {
        Clip inner = (Clip) op;
        inner.check();
        Clip joined = clip().isPresent() ? clip().get().then(inner) : inner;
        return new VideoProgram(List.of(joined), nullOnError());
    }

    /**
     * The program for the audio of the result of this program.
     *
     * @throws MediaException as {@link AudioProgram#then} does
     */
    public AudioProgram audio() throws MediaException {
        AudioProgram program = AudioProgram.EMPTY;
        if (clip().isPresent()) {
            program = program.then(clip().get());
        }
        return nullOnError() ? program.orNull() : program;
    }

    /**
     * The program for the frame that is shown at a time of the result of this program.
     *
     * @param micros from the beginning of the result, in microseconds, at least 0
     * @throws MediaException REFUSED if the time lies behind the end of a clip
     */
    public ImageProgram frame(long micros) throws MediaException {
        long from = 0;
        if (clip().isPresent()) {
            from = clip().get().fromMicros();
            if (micros >= clip().get().toMicros() - from) {
                throw new MediaException(
                        ErrorCode.REFUSED,
                        "There is no frame at %s of a clip of %s"
                                .formatted(
                                        Clip.text(micros),
                                        Clip.text(clip().get().toMicros() - from)));
            }
        }
        ImageProgram program = ImageProgram.EMPTY.then(new ImageOp.Frame(from + micros));
        return nullOnError() ? program.orNull() : program;
    }
}
