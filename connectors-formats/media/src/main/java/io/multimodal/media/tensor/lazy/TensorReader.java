// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.tensor.lazy;

import io.multimodal.annotation.Public;
import io.multimodal.media.audio.AudioReader;
import io.multimodal.media.image.ImageReader;
import io.multimodal.media.internal.runtime.DecodeMemory;
import io.multimodal.media.internal.runtime.Failures;
import io.multimodal.media.memory.MemoryShare;
import io.multimodal.media.tensor.NpyHeader;
import io.multimodal.media.tensor.TensorData;
import io.multimodal.media.tensor.TensorMath;
import io.multimodal.media.tensor.TensorSlice;
import io.multimodal.store.ObjectBytes;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.ref.DerivedRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.DType;
import io.multimodal.types.Tensor;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.TensorFacts;
import io.multimodal.types.program.TensorOp;
import io.multimodal.types.program.TensorOp.Cast;
import io.multimodal.types.program.TensorOp.Reshape;
import io.multimodal.types.program.TensorOp.Slice;
import io.multimodal.types.program.TensorProgram;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.FloatBuffer;

/**
 * Reads tensors by reference and runs their lazy programs. One for each process. Thread-safe.
 *
 * <pre>{@code
 * TensorData pixels = media.tensors().read(tensor);
 * }</pre>
 *
 * <p>Every method blocks while it reads, decodes, or waits for decode memory. Bad media give {@link
 * MediaException}, bad storage {@link StoreException}. What a program makes is kept for a while, so
 * that several functions over one value compute it once.
 */
@Public
public final class TensorReader {
    /** Opens the objects of references. Thread-safe. */
    @FunctionalInterface
    public interface Objects {
        /** A handle on the object of a reference that is not derived. May block. */
        ObjectHandle open(ObjectRef ref) throws StoreException;
    }

    private final Objects objects;
    private final Limits limits;
    private final MediaTensors media;
    private final DecodeMemory memory;
    private final TensorCache cache;

    private TensorReader(Objects objects, ImageReader images, AudioReader audio, Limits limits) {
        this.objects = objects;
        this.limits = limits;
        this.memory = new DecodeMemory(limits.decodeMemoryBytes() / 4 * 3);
        this.media = new MediaTensors(images, audio, limits, memory);
        this.cache =
                new TensorCache(
                        Math.min(
                                limits.decodeMemoryBytes() / 16,
                                Runtime.getRuntime().maxMemory() / 32));
    }

    /**
     * A reader over these objects, images and audio.
     *
     * @param objects for example {@code stores::open}; the caller closes the stores after this
     *     reader's last use
     * @param images reads the images and videos of the same objects
     * @param audio reads the audio of the same objects
     */
    public static TensorReader open(
            Objects objects, ImageReader images, AudioReader audio, Limits limits) {
        return new TensorReader(objects, images, audio, limits);
    }

    /**
     * The tensor of a value, in memory. It may be shared: it must not be written to.
     *
     * @throws MediaException as {@link #read(ObjectRef)} does; CORRUPT if what a program makes is
     *     not what the value's attributes say
     */
    public TensorData read(Tensor tensor) throws IOException, InvalidReferenceException {
        ObjectRef ref = tensor.reference();
        TensorData data = read(ref);
        if (ref instanceof DerivedRef) {
            check(ref, TensorFacts.of(tensor), TensorFacts.of(data.dtype(), data.shape()));
        }
        return data;
    }

    private static void check(ObjectRef ref, TensorFacts said, TensorFacts made)
            throws MediaException {
        boolean sameType = said.dtype().isEmpty() || said.dtype().equals(made.dtype());
        boolean sameShape = said.shape().isEmpty() || said.shape().equals(made.shape());
        if (!sameType || !sameShape) {
            throw Failures.of(
                    ref,
                    new MediaException(
                            ErrorCode.CORRUPT,
                            "The row says that the tensor is %s, its program makes %s"
                                    .formatted(said, made)));
        }
    }

    /**
     * The tensor of a reference, in memory. It may be shared: it must not be written to.
     *
     * @throws MediaException TOO_LARGE if it has more than {@link Limits#maxBytes}
     */
    public TensorData read(ObjectRef ref) throws IOException {
        try (OpenTensor tensor = open(ref)) {
            TensorData data = whole(ref, tensor);
            if (ref instanceof DerivedRef derived) {
                cache.put(derived, data);
            }
            return data;
        }
    }

    /**
     * Writes the elements of a tensor as floats. Pixels are decoded straight into the buffer.
     *
     * @param target a buffer, best a direct one in native byte order; the elements are written from
     *     its position on, which does not move. After a failure they are undefined
     * @throws MediaException REFUSED if the tensor has not as many elements as the buffer has room
     *     for
     */
    public void write(ObjectRef ref, FloatBuffer target) throws IOException {
        TensorProgram program = program(ref);
        if (program.ops().isEmpty() && media.render(program.source(), source(ref), target)) {
            return;
        }
        TensorData data = read(ref);
        if (data.size() != target.remaining()) {
            throw MediaTensors.otherSize(data.size(), target.remaining());
        }
        if (data.dtype() == DType.FLOAT32) {
            target.put(target.position(), data.floats(), 0, data.size());
            return;
        }
        for (int i = 0; i < data.size(); i++) {
            target.put(target.position() + i, (float) data.get(i));
        }
    }

    /**
     * The tensor of a reference, which may be larger than memory. The caller closes it.
     *
     * @throws MediaException if the program cannot be run
     */
    public OpenTensor open(ObjectRef ref) throws IOException {
        TensorProgram program = program(ref);
        if (!(ref instanceof DerivedRef derived)) {
            return OpenTensor.of(objects.open(ref));
        }
        TensorData known = cache.get(derived);
        if (known != null) {
            return OpenTensor.of(known);
        }
        ObjectRef source = derived.source();
        OpenTensor tensor = media.open(program.source(), source);
        if (tensor == null) {
            tensor = OpenTensor.of(objects.open(source));
        }
        try {
            for (TensorOp op : program.ops()) {
                OpenTensor before = tensor;
                tensor = OpenTensor.of(step(source, before, op));
                before.close();
            }
            return tensor;
        } catch (MediaException e) {
            tensor.close();
            throw Failures.of(ref, e);
        } catch (IOException | RuntimeException e) {
            tensor.close();
            throw e;
        }
    }

    private TensorData step(ObjectRef source, OpenTensor tensor, TensorOp op) throws IOException {
        if (op instanceof Slice slice) {
            boolean inMemory = tensor.data() != null;
            return new TensorSlice(tensor.object(), slice)
                    .read(inMemory ? Long.MAX_VALUE : limits.maxBytes());
        }
        try (MemoryShare share = memory.admitAtMost(2 * tensor.object().sizeBytes())) {
            TensorData data = tensor.data() == null ? whole(source, tensor) : tensor.data();
            if (op instanceof Reshape reshape) {
                return data.reshaped(
                        longs(
                                reshape.of(
                                        TensorFacts.of(data.dtype(), data.shape()).shape().get())));
            }
            return op instanceof Cast cast
                    ? TensorMath.cast(data, cast.dtype())
                    : TensorMath.normalise(data);
        }
    }

    private TensorData whole(ObjectRef ref, OpenTensor tensor) throws IOException {
        if (tensor.data() == null) {
            return TensorData.read(ObjectBytes.read(tensor.object(), ref, limits.maxBytes()));
        }
        long bytes = tensor.object().sizeBytes();
        if (bytes > limits.maxBytes()) {
            throw Failures.of(
                    ref,
                    new MediaException(
                            ErrorCode.TOO_LARGE,
                            "The tensor has %d bytes, at most %d are read at once; MATERIALIZE it and read slices, or see 'multimodal.limits.bytes'"
                                    .formatted(bytes, limits.maxBytes())));
        }
        return tensor.data();
    }

    /**
     * The element type and shape of a reference's tensor. Of pixels and frames only headers are
     * read; else the program is run.
     */
    public TensorFacts facts(ObjectRef ref) throws IOException {
        TensorProgram program = program(ref);
        try {
            TensorFacts facts = media.facts(program.source(), source(ref));
            if (facts == null) {
                try (OpenTensor tensor = open(ref)) {
                    NpyHeader header = tensor.header();
                    return TensorFacts.of(header.dtype(), header.shape());
                }
            }
            for (TensorOp op : program.ops()) {
                facts = TensorProgram.after(op, facts);
            }
            return facts;
        } catch (MediaException e) {
            throw Failures.of(ref, e);
        }
    }

    /**
     * Runs the program of a reference, and reads all of its tensor.
     *
     * @throws MediaException if that cannot be done completely
     */
    public void check(ObjectRef ref) throws IOException {
        try (OpenTensor tensor = open(ref)) {
            tensor.header();
            try (InputStream in = tensor.object().stream()) {
                in.transferTo(OutputStream.nullOutputStream());
            }
        }
    }

    private static TensorProgram program(ObjectRef ref) throws MediaException {
        try {
            return TensorProgram.of(ref);
        } catch (MediaException e) {
            throw Failures.of(ref, e);
        }
    }

    private static ObjectRef source(ObjectRef ref) {
        return ref instanceof DerivedRef derived ? derived.source() : ref;
    }

    private static long[] longs(Reshape reshape) {
        return reshape.shape().stream().mapToLong(Long::longValue).toArray();
    }
}
