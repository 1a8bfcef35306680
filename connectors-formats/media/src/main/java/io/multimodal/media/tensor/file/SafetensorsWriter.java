// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.tensor.file;

import io.multimodal.media.content.ArrayHandle;
import io.multimodal.media.tensor.NpyHeader;
import io.multimodal.media.tensor.TensorData;
import io.multimodal.media.tensor.TensorOrder;
import io.multimodal.store.ObjectHandle;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonFactory;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonGenerator;

/**
 * Writes a {@code .safetensors} file, byte for byte as the format's own library does: tensors of
 * wide elements first, so that all elements are aligned. The header comes first and holds the shape
 * of every tensor, so the writer keeps what it is given until {@link #writeTo}: handles of objects
 * in a store; what is in memory goes to a temporary file if it is much. Not thread-safe.
 */
public final class SafetensorsWriter {
    private static final int ALIGNMENT = 8;
    private static final long MAX_REORDERED_BYTES = 1 << 30;
    private static final JsonFactory JSON = new JsonFactory();

    private final List<Given> tensors = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final SpilledTensors spilled = new SpilledTensors();
    private long elementBytes;

    private record Given(String name, NpyHeader header, ObjectHandle object) {
        long bytes() {
            return header.objectBytes() - header.dataOffset();
        }
    }

    /**
     * Adds a tensor. Blocks while it reads the tensor's header.
     *
     * @param object of a TENSOR; readable until {@link #writeTo} returns
     * @throws MediaException REFUSED if the name is taken or reserved; as {@link NpyHeader#read} if
     *     the object is not a tensor
     */
    public void add(String name, ObjectHandle object) throws IOException {
        if (name.equals("__metadata__") || !names.add(name)) {
            throw new MediaException(
                    ErrorCode.REFUSED,
                    "A safetensors file cannot hold '%s': the name is %s"
                            .formatted(
                                    name,
                                    name.equals("__metadata__") ? "reserved" : "there already"));
        }
        NpyHeader header = NpyHeader.read(object);
        Given given =
                new Given(
                        name,
                        header,
                        object instanceof ArrayHandle made ? spilled.keep(made) : object);
        tensors.add(given);
        elementBytes += given.bytes();
    }

    /** The bytes of all elements that were added. */
    public long elementBytes() {
        return elementBytes;
    }

    /** Writes the file and leaves the stream open. Blocks; reads each tensor once. */
    public void writeTo(OutputStream out) throws IOException {
        tensors.sort(
                Comparator.comparingInt(
                                (Given given) -> -SafetensorsTypes.rank(given.header.dtype()))
                        .thenComparing(Given::name, SafetensorsWriter::compareUtf8));
        byte[] json = json();
        byte[] length = new byte[8];
        ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length);
        out.write(length);
        out.write(json);
        for (Given given : tensors) {
            write(given, out);
        }
        spilled.close();
    }

    private static int compareUtf8(String name, String other) {
        return Arrays.compareUnsigned(
                name.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] json() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            long at = 0;
            for (Given given : tensors) {
                json.writeObjectFieldStart(given.name);
                json.writeStringField("dtype", SafetensorsTypes.name(given.header.dtype()));
                json.writeFieldName("shape");
                json.writeArray(given.header.shape(), 0, given.header.shape().length);
                json.writeFieldName("data_offsets");
                json.writeArray(new long[] {at, at + given.bytes()}, 0, 2);
                json.writeEndObject();
                at += given.bytes();
            }
            json.writeEndObject();
        }
        while (bytes.size() % ALIGNMENT != 0) {
            bytes.write(' ');
        }
        return bytes.toByteArray();
    }

    private static void write(Given given, OutputStream out) throws IOException {
        if (given.header.order().equals(TensorOrder.PLAIN)) {
            try (InputStream in = given.object.stream()) {
                in.skipNBytes(given.header.dataOffset());
                in.transferTo(out);
            }
            return;
        }
        long size = given.object.sizeBytes();
        if (size > MAX_REORDERED_BYTES) {
            throw new MediaException(
                    ErrorCode.TOO_LARGE,
                    "The tensor '%s' has %d bytes in Fortran or big-endian order; at most %d can be put in order"
                            .formatted(given.name, size, MAX_REORDERED_BYTES));
        }
        ByteBuffer plain = TensorData.read(given.object.read(0, (int) size)).elements();
        byte[] bytes = new byte[plain.remaining()];
        plain.get(bytes);
        out.write(bytes);
    }
}
