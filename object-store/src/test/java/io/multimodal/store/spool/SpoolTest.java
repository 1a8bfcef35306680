// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolTest {
    private static final byte[] BYTES = new byte[9999];

    static {
        for (int i = 0; i < BYTES.length; i++) {
            BYTES[i] = (byte) (i * 31);
        }
    }

    private static Spool filled(int maxMemoryBytes) throws IOException {
        Spool spool = new Spool("test-of-spool", maxMemoryBytes);
        for (int i = 0; i < BYTES.length; i += 33) {
            spool.write(ByteBuffer.wrap(BYTES, i, 33));
        }
        return spool;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 9998, 9999, 100_000})
    void keepsFewBytesInMemoryAndManyInAFileAndGivesBothAgain(int maxMemoryBytes)
            throws IOException {
        try (Spool spool = filled(maxMemoryBytes)) {
            assertThat(spool.sizeBytes()).isEqualTo(BYTES.length);
            for (int again = 0; again < 2; again++) {
                try (InputStream in = spool.stream()) {
                    assertThat(in.readAllBytes()).isEqualTo(BYTES);
                    assertThat(in.read()).isEqualTo(-1);
                }
            }
            assertThat(spool.read(5000, 3)).isEqualTo(Arrays.copyOfRange(BYTES, 5000, 5003));
            assertThat(spool.read(9999, 0)).isEmpty();
            assertThatThrownBy(() -> spool.read(9998, 2))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void itsFileHasNoName() throws IOException {
        try (Spool spool = filled(0);
                Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertThat(spool.sizeBytes()).isPositive();
            assertThat(files).noneMatch(file -> file.toString().contains("test-of-spool"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100_000})
    void givesNothingAfterItIsClosed(int maxMemoryBytes) throws IOException {
        Spool spool = filled(maxMemoryBytes);
        InputStream in = spool.stream();
        assertThat(in.read()).isEqualTo(BYTES[0] & 0xff);
        spool.close();
        assertThatThrownBy(in::read).isInstanceOf(IOException.class).hasMessageContaining("closed");
    }
}
