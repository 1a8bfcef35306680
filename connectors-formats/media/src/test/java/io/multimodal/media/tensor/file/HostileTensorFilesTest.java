// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.tensor.file;

import static io.multimodal.media.tensor.file.TensorFilesTest.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.multimodal.media.content.ArrayHandle;
import io.multimodal.media.tensor.NpyHeader;
import io.multimodal.media.tensor.TensorData;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.error.CorruptObjectException;
import io.multimodal.store.error.StoreException;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files from outside that lie: each gives its code, and none takes memory by what it says. */
class HostileTensorFilesTest {
    private static final String TENSOR = "'a':{'dtype':'U8','shape':[2],'data_offsets':[0,2]}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]                                                             | 0 | CORRUPT",
                "{'a':1}                                                        | 0 | CORRUPT",
                "{'a':{'dtype':'U8','shape':[2]}}                               | 2 | CORRUPT",
                "{'a':{'dtype':'U8','shape':[-2],'data_offsets':[0,2]}}         | 2 | CORRUPT",
                "{'a':{'dtype':'U8','shape':[2],'data_offsets':[2,0]}}          | 2 | CORRUPT",
                "{'a':{'dtype':'U8','shape':[2],'data_offsets':[0,2,3]}}        | 2 | CORRUPT",
                "{'a':{'dtype':'U8','shape':[2],'data_offsets':[0,2.5]}}        | 2 | CORRUPT",
                "{'a':{'dtype':'U8','shape':[3],'data_offsets':[0,2]}}          | 2 | CORRUPT",
                "{'a':{'dtype':'U8','shape':[9223372036854775807,9],'data_offsets':[0,2]}} | 2 | CORRUPT",
                "{'a':{'dtype':'U8','shape':[99999999999999999999],'data_offsets':[0,2]}} | 2 | CORRUPT",
                "{'a':{'dtype':'U8','shape':[1],'data_offsets':[1,2]}}          | 2 | CORRUPT",
                "{TENSOR,'a':{'dtype':'U8','shape':[1],'data_offsets':[2,3]}}   | 3 | CORRUPT",
                "{TENSOR,TENSOR}                                                | 2 | CORRUPT",
                "{TENSOR,'b':{'dtype':'U8','shape':[2],'data_offsets':[1,3]}}   | 3 | CORRUPT",
                "{TENSOR} {}                                                    | 2 | CORRUPT",
                "{TENSOR                                                        | 2 | CORRUPT",
                "{TENSOR}                                                       | 3 | CORRUPT",
                "{TENSOR}                                                       | 1 | TRUNCATED"
            })
    void refusesAHeaderThatContradictsTheFile(String header, int elements, ErrorCode code) {
        String json = header.replace("TENSOR", TENSOR).replace('\'', '"');
        assertThat(
                        failure(
                                () ->
                                        opened(
                                                SafetensorsFile.read(
                                                        new ArrayHandle(file(json, elements))))))
                .isEqualTo(code);
    }

    @Test
    void readsAHeaderThatIsAsItShouldBe() throws IOException {
        String json = ("{" + TENSOR + "}  ").replace('\'', '"');
        opened(SafetensorsFile.read(new ArrayHandle(file(json, 2))));
        assertThat(SafetensorsFile.read(new ArrayHandle(file("{}", 0)))).isEmpty();
    }

    @Test
    void deepNestingTakesNoStack() {
        String json = "{\"__metadata__\":" + "[".repeat(100_000);
        assertThat(failure(() -> SafetensorsFile.read(new ArrayHandle(file(json, 0)))))
                .isEqualTo(ErrorCode.CORRUPT);
    }

    @Test
    void limitIsAskedForBeforeMemoryIsTaken() {
        assertThat(
                        failure(
                                () ->
                                        SafetensorsFile.read(
                                                new Huge(SafetensorsFile.MAX_HEADER_BYTES + 1L))))
                .isEqualTo(ErrorCode.TOO_LARGE);
        assertThat(failure(() -> SafetensorsFile.read(new Huge(Long.MAX_VALUE))))
                .isEqualTo(ErrorCode.TRUNCATED);
        assertThat(failure(() -> SafetensorsFile.read(new Huge(-1))))
                .isEqualTo(ErrorCode.TRUNCATED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"all.safetensors", "stored.npz", "deflated.npz"})
    void eachShorterFileIsRefused(String name) throws IOException {
        byte[] whole = resource(name);
        for (int length = 0; length < whole.length; length += 29) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThat(catchThrowable(() -> TensorFilesTest.read(name, cut)))
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(MediaException.class);
        }
    }

    /** A damaged file is refused or read, but nothing else is thrown. */
    @ParameterizedTest
    @ValueSource(strings = {"all.safetensors", "stored.npz", "deflated.npz"})
    void eachFlippedByteIsAnAnswer(String name) throws IOException {
        byte[] whole = resource(name);
        int refused = 0;
        for (int at = 0; at < whole.length; at += 11) {
            byte[] bad = whole.clone();
            bad[at] ^= (byte) (1 << (at % 8));
            Throwable failure = catchThrowable(() -> opened(TensorFilesTest.read(name, bad)));
            if (failure != null) {
                assertThat(failure)
                        .as("byte %d", at)
                        .isInstanceOfAny(MediaException.class, StoreException.class);
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(whole.length / 44);
    }

    @Test
    void contentThatDiffersFromItsChecksumIsNotGivenOut() throws IOException {
        byte[] file = zip("x.npy", npy(1000));
        // The index holds the checksum 16 bytes behind the beginning of its first entry.
        int entry = lastIndexOf(file, new byte[] {'P', 'K', 1, 2});
        file[entry + 16] ^= 1;
        ObjectHandle tensor = NpzFile.read(new ArrayHandle(file)).get(0).open();
        assertThat(catchThrowable(() -> drain(tensor))).isInstanceOf(CorruptObjectException.class);
    }

    @Test
    void memberThatInflatesToMoreThanItSaysEndsThere() throws IOException {
        byte[] file = zip("x.npy", new byte[1 << 20]);
        int entry = lastIndexOf(file, new byte[] {'P', 'K', 1, 2});
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(entry + 24, 100);
        ObjectHandle tensor = NpzFile.read(new ArrayHandle(file)).get(0).open();
        try (InputStream in = tensor.stream()) {
            assertThat(catchThrowable(() -> in.readNBytes(1 << 20)))
                    .isInstanceOf(CorruptObjectException.class);
        }
    }

    @Test
    void encryptedMemberIsUnsupported() throws IOException {
        byte[] file = zip("x.npy", npy(10));
        int entry = lastIndexOf(file, new byte[] {'P', 'K', 1, 2});
        file[entry + 8] |= 1;
        List<FileTensor> tensors = NpzFile.read(new ArrayHandle(file));
        assertThat(failure(() -> tensors.get(0).open())).isEqualTo(ErrorCode.UNSUPPORTED);
    }

    @Test
    void memberOfAnotherKindIsLeftOut() throws IOException {
        assertThat(NpzFile.read(new ArrayHandle(zip("notes.txt", new byte[3])))).isEmpty();
    }

    /** Says that it is large, and gives the length of a header; whoever reads more fails. */
    private record Huge(long headerBytes) implements ObjectHandle {
        @Override
        public long sizeBytes() {
            return 1L << 50;
        }

        @Override
        public byte[] read(long offset, int length) {
            assertThat(length).isEqualTo(8);
            return ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(headerBytes)
                    .array();
        }

        @Override
        public InputStream stream() {
            throw new AssertionError("A file is read by ranges");
        }
    }

    private interface Attempt {
        void run() throws IOException;
    }

    private static ErrorCode failure(Attempt attempt) {
        return catchThrowableOfType(MediaException.class, attempt::run).code();
    }

    private static void opened(List<FileTensor> tensors) throws IOException {
        for (FileTensor tensor : tensors) {
            ObjectHandle npy = tensor.open();
            NpyHeader.read(npy);
            drain(npy);
        }
    }

    private static void drain(ObjectHandle object) throws IOException {
        try (InputStream in = object.stream()) {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static byte[] file(String header, int elements) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + json.length + elements)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .array();
    }

    private static byte[] npy(int elements) {
        return TensorData.of(new float[elements], elements).object();
    }

    private static byte[] zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
        return bytes.toByteArray();
    }

    private static int lastIndexOf(byte[] bytes, byte[] magic) {
        int at = bytes.length - magic.length;
        while (!Arrays.equals(bytes, at, at + magic.length, magic, 0, magic.length)) {
            at--;
        }
        return at;
    }
}
