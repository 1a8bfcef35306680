// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.program;

import io.multimodal.annotation.Public;
import io.multimodal.store.ref.DerivedRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.util.ArrayList;
import java.util.List;

/**
 * The steps of a derived AUDIO value, as data in its reference. Immutable and thread-safe; reads no
 * object, so nothing blocks.
 *
 * <pre>{@code
 * AudioProgram program = AudioProgram.of(ref)
 *         .then(Clip.ofSeconds(10, 12.5))
 *         .then(new AudioOp.Resample(16_000));
 * ObjectRef word = program.applyTo(ref); // clip(10 s..12.5 s) | resample(16000 Hz)
 * }</pre>
 *
 * <p>Programs are normalised: clips come first and are joined (audio is clipped before it is mixed
 * down or resampled), a second mix down is removed, and the first of two resampling steps is
 * removed if it loses nothing that the second keeps.
 */
@Public
public final class AudioProgram extends LazyProgram<AudioOp> {
    /** The highest sample rate. */
    public static final int MAX_RATE = 768_000;

    /** No step: the audio itself. */
    public static final AudioProgram EMPTY = new AudioProgram(List.of(), false);

    private static final int MIN_LOUDNESS = -7000;

    AudioProgram(List<AudioOp> ops, boolean nullOnError) {
        super(ops, nullOnError);
    }

    /**
     * The program of a reference: empty for all but derived ones.
     *
     * @throws MediaException CORRUPT or REFUSED if the bytes are not a program that this version
     *     reads
     */
    public static AudioProgram of(ObjectRef ref) throws MediaException {
        return ref instanceof DerivedRef derived ? decode(derived.program()) : EMPTY;
    }

    /**
     * The program with these bytes.
     *
     * @throws MediaException CORRUPT if they are not the bytes of a normalised program, REFUSED if
     *     they are of a newer version, of another medium or too long
     */
    public static AudioProgram decode(byte[] bytes) throws MediaException {
        return TimedProgramCodec.decodeAudio(bytes);
    }

    @Override
    public byte[] encode() {
        return TimedProgramCodec.encode(this);
    }

    /** The same steps with {@link #nullOnError()} set. */
    public AudioProgram orNull() {
        return new AudioProgram(ops(), true);
    }

    /**
     * This program and one step more.
     *
     * @throws MediaException REFUSED if an argument is out of range, a clip lies behind the end or
     *     there are too many steps
     */
    public AudioProgram then(AudioOp op) throws MediaException {
        check(op);
        List<AudioOp> joined = new ArrayList<>(ops());
        append(joined, op);
        return new AudioProgram(atMostMaxOps(joined, "audio"), nullOnError());
    }

    private static void append(List<AudioOp> ops, AudioOp op) throws MediaException {
        int end = ops.size();
        if (op instanceof Clip clip) {
            while (end > 0 && !(ops.get(end - 1) instanceof AudioOp.Normalise)) {
                end--;
                if (ops.get(end) instanceof Clip before) {
                    ops.set(end, before.then(clip));
                    return;
                }
            }
            ops.add(end, clip);
        } else if (op instanceof AudioOp.MixDown) {
            if (!ops.contains(op)) {
                ops.add(op);
            }
        } else if (op instanceof AudioOp.Resample resample) {
            AudioOp last = ops.isEmpty() ? null : ops.get(end - 1);
            if (last instanceof AudioOp.Resample before
                    && before.sampleRate() >= resample.sampleRate()) {
                ops.remove(end - 1);
            }
            ops.add(resample);
        } else {
            ops.add(op);
        }
    }

    private static void check(AudioOp op) throws MediaException {
        if (op instanceof Clip clip) {
            clip.check();
        } else if (op instanceof AudioOp.Resample resample
                && (resample.sampleRate() < 1 || resample.sampleRate() > MAX_RATE)) {
            throw refused(
                    "Cannot resample to %d samples per second: there are 1 to %d"
                            .formatted(resample.sampleRate(), MAX_RATE));
        } else if (op instanceof AudioOp.Normalise normalise
                && (normalise.centidecibels() > 0 || normalise.centidecibels() < MIN_LOUDNESS)) {
            throw refused(
                    "Cannot normalise to %s LUFS: a loudness is from -70 to 0"
                            .formatted(normalise.centidecibels() / 100.0));
        }
    }

    private static MediaException refused(String message) {
        return new MediaException(ErrorCode.REFUSED, message);
    }
}
