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
 * How a derived TENSOR value is made of its source, as data in its reference: the steps of an
 * image, audio or video, how that becomes a tensor, and the steps of the tensor. Immutable and
 * thread-safe; reads no object, so nothing blocks.
 *
 * <pre>{@code
 * TensorProgram program = TensorProgram.of(
 *         new TensorSource.Pixels(ImageProgram.of(ref), PixelLayout.CHW, DType.FLOAT32, mean, std));
 * ObjectRef tensor = program.applyTo(ref); // resize(224x224) | tensor(CHW float32, …)
 * }</pre>
 *
 * <p>Programs are normalised: what is said of an image's encoding is removed, a cast of pixels to
 * another float makes such pixels, a reshape replaces the one before it, starts and ends are
 * counted from the beginning where the shape is known, and a step that changes nothing is removed.
 */
@Public
public final class TensorProgram extends LazyProgram<TensorOp> {
    /** No step: the tensor itself. */
    public static final TensorProgram EMPTY =
            new TensorProgram(new TensorSource.Stored(), List.of(), false);

    private final TensorSource source;

    private TensorProgram(TensorSource source, List<TensorOp> ops, boolean nullOnError) {
        super(ops, nullOnError);
        this.source = source;
    }

    /**
     * The program that makes a tensor of a medium. It has {@link #nullOnError()} if the program of
     * the medium has.
     *
     * @throws MediaException REFUSED if a number is out of range
     */
    public static TensorProgram of(TensorSource source) throws MediaException {
        TensorProgram program =
                new TensorProgram(
                        TensorSteps.normalised(source), List.of(), TensorSteps.isTried(source));
        return program.checkedLength();
    }

    /**
     * The program of a reference to a tensor: empty for all but derived ones.
     *
     * @throws MediaException CORRUPT or REFUSED if the bytes are not a program that this version
     *     reads
     */
    public static TensorProgram of(ObjectRef ref) throws MediaException {
        return ref instanceof DerivedRef derived ? decode(derived.program()) : EMPTY;
    }

    /**
     * The program with these bytes.
     *
     * @throws MediaException CORRUPT if they are not the bytes of a normalised program, REFUSED if
     *     they are of a newer version, of another medium or too long
     */
    public static TensorProgram decode(byte[] bytes) throws MediaException {
        return TensorProgramCodec.decode(bytes);
    }

    @Override
    public byte[] encode() {
        return TensorProgramCodec.encode(this);
    }

    /** What the first tensor is made of. */
    public TensorSource source() {
        return source;
    }

    @Override
    public boolean isEmpty() {
        return super.isEmpty() && source instanceof TensorSource.Stored;
    }

    /** The same steps with {@link #nullOnError()} set. */
    public TensorProgram orNull() {
        return new TensorProgram(source, ops(), true);
    }

    /**
     * This program and one step more.
     *
     * @param known of the tensor that this program gives; it allows steps that change nothing to be
     *     removed, and steps that cannot be to be refused here
     * @throws MediaException REFUSED or INVALID_ARGUMENT if the step cannot be done with such a
     *     tensor; REFUSED if there are too many steps
     */
    public TensorProgram then(TensorOp op, TensorFacts known) throws MediaException {
        TensorOp resolved = TensorSteps.resolved(op, known);
        if (TensorSteps.changesNothing(resolved, known)) {
            return this;
        }
        if (ops().isEmpty() && TensorSteps.isCastOfPixels(resolved, source)) {
            TensorSource cast =
                    ((TensorSource.Pixels) source).as(((TensorOp.Cast) resolved).dtype());
            return new TensorProgram(cast, List.of(), nullOnError());
        }
        return with(resolved, known.shape().isPresent());
    }

    /** As {@link #then} of a tensor that nothing is known of, whose steps are as they were read. */
    TensorProgram with(TensorOp op, boolean isShapeKnown) throws MediaException {
        List<TensorOp> joined = new ArrayList<>(ops());
        int last = joined.size() - 1;
        if (isShapeKnown
                && op instanceof TensorOp.Reshape
                && last >= 0
                && joined.get(last) instanceof TensorOp.Reshape) {
            joined.remove(last);
        }
        joined.add(op);
        return new TensorProgram(source, atMostMaxOps(joined, "tensor"), nullOnError())
                .checkedLength();
    }

    /** What is known of the result of a step that is done with such a tensor. */
    public static TensorFacts after(TensorOp op, TensorFacts known) throws MediaException {
        return TensorSteps.after(TensorSteps.resolved(op, known), known);
    }

    private TensorProgram checkedLength() throws MediaException {
        int length = isEmpty() ? 0 : encode().length;
        if (length > DerivedRef.MAX_PROGRAM_BYTES) {
            throw new MediaException(
                    ErrorCode.REFUSED,
                    "A program has at most %d bytes, this one would have %d; materialize the tensor in between"
                            .formatted(DerivedRef.MAX_PROGRAM_BYTES, length));
        }
        return this;
    }

    @Override
    List<String> texts() {
        List<String> texts = new ArrayList<>(TensorSteps.texts(source));
        texts.addAll(super.texts());
        return texts;
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other) && source.equals(((TensorProgram) other).source);
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + source.hashCode();
    }
}
