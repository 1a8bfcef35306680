// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.program;

import io.multimodal.store.DerivedRef;
import io.multimodal.store.ObjectRef;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.util.List;
import java.util.Optional;

/**
 * What is to be done with a video, as data: which part of it is meant. Immutable and thread-safe;
 * touches no object. A frame of a video is a picture, whose {@link ImageProgram} begins with {@link
 * ImageOp.Frame}; its sound is the same object with an {@link AudioProgram}.
 */
public final class VideoProgram {
    /** The whole video. */
    public static final VideoProgram EMPTY = new VideoProgram(Optional.empty(), false);

    private final Optional<Clip> clip;
    private final boolean nullOnError;

    private VideoProgram(Optional<Clip> clip, boolean nullOnError) {
        this.clip = clip;
        this.nullOnError = nullOnError;
    }

    /**
     * The program of a reference: empty for all but derived ones.
     *
     * @throws MediaException CORRUPT or REFUSED if the bytes are no program that this version reads
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

    /** The canonical bytes; not of a program that {@link #isEmpty()}, which has none. */
    public byte[] encode() {
        return TimedProgramCodec.encode(this);
    }

    /** The part that is meant; empty for all of it. */
    public Optional<Clip> clip() {
        return clip;
    }

    /** The steps in order: none or one. */
    public List<VideoOp> ops() {
        return clip.<VideoOp>map(c -> c).stream().toList();
    }

    /** Whether a video that fails is NULL instead of an error: what {@code TRY_} sets. */
    public boolean nullOnError() {
        return nullOnError;
    }

    /** Whether there is nothing to do and nothing to say. */
    public boolean isEmpty() {
        return clip.isEmpty() && !nullOnError;
    }

    /** The same with {@link #nullOnError()} set. */
    public VideoProgram orNull() {
        return new VideoProgram(clip, true);
    }

    /**
     * A part of what this program gives.
     *
     * @throws MediaException REFUSED if an argument is out of range or the part behind the end
     */
    public VideoProgram then(VideoOp op) throws MediaException {
        Clip inner = (Clip) op;
        inner.check();
        Clip joined = clip.isPresent() ? clip.get().then(inner) : inner;
        return new VideoProgram(Optional.of(joined), nullOnError);
    }

    /** The sound of what this program gives. */
    public AudioProgram sound() throws MediaException {
        AudioProgram program = AudioProgram.EMPTY;
        if (clip.isPresent()) {
            program = program.then(clip.get());
        }
        return nullOnError ? program.orNull() : program;
    }

    /**
     * The frame that is shown at a time of what this program gives.
     *
     * @throws MediaException REFUSED if the time lies behind the end of a clip
     */
    public ImageProgram frame(long micros) throws MediaException {
        long from = 0;
        if (clip.isPresent()) {
            from = clip.get().fromMicros();
            if (micros >= clip.get().toMicros() - from) {
                throw new MediaException(
                        ErrorCode.REFUSED,
                        "There is no frame at %s of a clip of %s"
                                .formatted(
                                        Clip.text(micros),
                                        Clip.text(clip.get().toMicros() - from)));
            }
        }
        ImageProgram program = ImageProgram.EMPTY.then(new ImageOp.Frame(from + micros));
        return nullOnError ? program.orNull() : program;
    }

    /**
     * The reference to what this program makes of a source; the source itself where the program is
     * empty. The program of a derived reference is replaced, not added to.
     */
    public ObjectRef applyTo(ObjectRef ref) {
        ObjectRef source = ref instanceof DerivedRef derived ? derived.source() : ref;
        return isEmpty() ? source : new DerivedRef(source, encode());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VideoProgram program
                && clip.equals(program.clip)
                && nullOnError == program.nullOnError;
    }

    @Override
    public int hashCode() {
        return 31 * clip.hashCode() + Boolean.hashCode(nullOnError);
    }

    /** Readable: {@code clip(10 s..12.5 s)}. */
    @Override
    public String toString() {
        String steps = clip.map(Clip::toString).orElse("");
        return nullOnError ? ("try " + steps).strip() : steps;
    }
}
