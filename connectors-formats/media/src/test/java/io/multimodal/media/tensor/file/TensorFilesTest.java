// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.tensor.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.media.CountingHandle;
import io.multimodal.media.content.ArrayHandle;
import io.multimodal.media.tensor.NpyHeader;
import io.multimodal.media.tensor.TensorData;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.ref.ContentId;
import io.multimodal.types.DType;
import io.multimodal.types.failure.MediaException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files are those of numpy and safetensors; make_tensor_files.py beside them made them. */
class TensorFilesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "all.safetensors",
                "metadata.safetensors",
                "bfloat16.safetensors",
                "stored.npz",
                "deflated.npz"
            })
    void readsTheTensorsThatItsLibraryWrote(String file) throws IOException {
        List<String[]> expected =
                new String(resource("expected.txt"), StandardCharsets.UTF_8)
                        .lines()
                        .map(line -> line.split("\t", -1))
                        .filter(fields -> fields[0].equals(file))
                        .toList();
        Map<String, FileTensor> tensors = byName(read(file, resource(file)));
        assertThat(expected).isNotEmpty().hasSameSizeAs(tensors.keySet());
        for (String[] fields : expected) {
            ObjectHandle npy = tensors.get(fields[1]).open();
            NpyHeader header = NpyHeader.read(npy);
            byte[] streamed;
            try (InputStream in = npy.stream()) {
                streamed = in.readAllBytes();
            }
            assertThat(streamed).isEqualTo(npy.read(0, (int) npy.sizeBytes()));
            assertThat(header.dtype()).as(fields[1]).isEqualTo(DType.named(fields[2]));
            assertThat(shape(header)).as(fields[1]).isEqualTo(fields[3]);
            assertThat(ContentId.hash(elements(streamed)).hex()).as(fields[1]).isEqualTo(fields[4]);
        }
    }

    @Test
    void writesTheBytesThatTheLibraryWrites() throws IOException {
        byte[] all = resource("all.safetensors");
        SafetensorsWriter writer = new SafetensorsWriter();
        for (FileTensor tensor : NpzFile.read(new ArrayHandle(resource("deflated.npz")))) {
            if (!tensor.name().equals("fortran") && !tensor.name().equals("bigendian")) {
                writer.add(tensor.name(), tensor.open());
            }
        }
        assertThat(written(writer)).isEqualTo(all);
    }

    @Test
    void writesElementsInThePlainOrder() throws IOException {
        Map<String, FileTensor> stored =
                byName(NpzFile.read(new ArrayHandle(resource("stored.npz"))));
        SafetensorsWriter writer = new SafetensorsWriter();
        writer.add("fortran", stored.get("fortran").open());
        byte[] file = written(writer);
        ObjectHandle npy = SafetensorsFile.read(new ArrayHandle(file)).get(0).open();
        TensorData data = TensorData.read(npy.read(0, (int) npy.sizeBytes()));
        assertThat(data.shape()).containsExactly(3, 4);
        for (int i = 0; i < 12; i++) {
            assertThat(data.getLong(i)).isEqualTo(i);
        }
    }

    /** More than the writer keeps in memory. */
    @Test
    void writesTensorsThatWereOnlyInMemory() throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter();
        for (int i = 0; i < 3; i++) {
            TensorData tensor = TensorData.zeros(DType.FLOAT32, 1 << 20);
            tensor.set(i, i + 1);
            tensor.set(tensor.size() - 1, i + 4);
            writer.add("t" + i, new ArrayHandle(tensor.object()));
        }
        Map<String, FileTensor> tensors =
                byName(SafetensorsFile.read(new ArrayHandle(written(writer))));
        for (int i = 0; i < 3; i++) {
            ObjectHandle npy = tensors.get("t" + i).open();
            TensorData data = TensorData.read(npy.read(0, (int) npy.sizeBytes()));
            assertThat(data.get(i)).isEqualTo(i + 1);
            assertThat(data.get(data.size() - 1)).isEqualTo(i + 4);
        }
    }

    @Test
    void refusesANameTwice() throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter();
        ObjectHandle one = new ArrayHandle(TensorData.of(new float[] {1}, 1).object());
        writer.add("x", one);
        assertThatThrownBy(() -> writer.add("x", one))
                .isInstanceOf(MediaException.class)
                .hasMessageContaining("'x': the name is there already");
        assertThatThrownBy(() -> writer.add("__metadata__", one)).hasMessageContaining("reserved");
    }

    @Test
    void readsTheHeaderAndTheRangeThatIsAskedFor() throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter();
        writer.add("large", new ArrayHandle(TensorData.zeros(DType.FLOAT32, 1000, 256).object()));
        byte[] row = TensorData.of(new float[] {1, 2, 3, 4}, 4).object();
        writer.add("row", new ArrayHandle(row));
        CountingHandle file = new CountingHandle(written(writer));

        FileTensor tensor = byName(SafetensorsFile.read(file)).get("row");
        ObjectHandle npy = tensor.open();
        NpyHeader header = NpyHeader.read(npy);
        long before = file.bytesRead();
        byte[] third = npy.read(header.dataOffset() + 8L, 4);

        assertThat(ByteBuffer.wrap(third).order(ByteOrder.LITTLE_ENDIAN).getFloat()).isEqualTo(3);
        assertThat(file.bytesRead() - before).isEqualTo(4);
        assertThat(file.bytesRead()).isLessThan(400);
    }

    @Test
    void storedMemberLiesInTheFileAsAWholeTensor() throws IOException {
        byte[] file = resource("stored.npz");
        for (FileTensor tensor : NpzFile.read(new ArrayHandle(file))) {
            FileTensor.Place place = tensor.place().orElseThrow();
            byte[] there =
                    Arrays.copyOfRange(
                            file, (int) place.offset(), (int) (place.offset() + place.sizeBytes()));
            assertThat(NpyHeader.read(new ArrayHandle(there)).objectBytes())
                    .isEqualTo(place.sizeBytes());
        }
        for (FileTensor tensor : NpzFile.read(new ArrayHandle(resource("deflated.npz")))) {
            assertThat(tensor.place()).as(tensor.name()).isEmpty();
        }
    }

    @Test
    void tensorOfAnUnknownElementTypeFailsAlone() throws IOException {
        Map<String, FileTensor> tensors =
                byName(SafetensorsFile.read(new ArrayHandle(resource("float8.safetensors"))));
        assertThat(NpyHeader.read(tensors.get("half").open()).dtype()).isEqualTo(DType.BFLOAT16);
        assertThatThrownBy(() -> tensors.get("eight").open())
                .isInstanceOf(MediaException.class)
                .hasMessageContaining("'eight' has elements of the type F8_E4M3; read are");
    }

    private static byte[] written(SafetensorsWriter writer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.writeTo(out);
        return out.toByteArray();
    }

    private static byte[] elements(byte[] npy) throws IOException {
        ByteBuffer elements = TensorData.read(npy).elements();
        byte[] bytes = new byte[elements.remaining()];
        elements.get(bytes);
        return bytes;
    }

    private static String shape(NpyHeader header) {
        return Arrays.stream(header.shape())
                .mapToObj(Long::toString)
                .collect(Collectors.joining(","));
    }

    static List<FileTensor> read(String name, byte[] file) throws IOException {
        return name.endsWith(".npz")
                ? NpzFile.read(new ArrayHandle(file))
                : SafetensorsFile.read(new ArrayHandle(file));
    }

    private static Map<String, FileTensor> byName(List<FileTensor> tensors) {
        return tensors.stream().collect(Collectors.toMap(FileTensor::name, Function.identity()));
    }

    static byte[] resource(String name) throws IOException {
        try (InputStream in = TensorFilesTest.class.getResourceAsStream("/tensors/" + name)) {
            return in.readAllBytes();
        }
    }
}
