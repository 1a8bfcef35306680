// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.StoreConfig;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.store.ref.ObjectRef;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** References from outside that are refused where they are used, one test for each kind of them. */
class RefusedReferencesTest {
    @TempDir private static Path folder;

    private StoreRuntime stores;

    @BeforeEach
    void open() throws Exception {
        Files.createDirectories(folder.resolve("media"));
        Files.writeString(folder.resolve("secret"), "s3cr3t");
        stores =
                StoreRuntime.acquire(
                        StoreConfig.of("memory:refused")
                                .withExternals(
                                        Map.of(
                                                "files",
                                                folder.resolve("media").toUri().toString(),
                                                "web",
                                                "http://127.0.0.1:9/media/",
                                                "bucket",
                                                "s3://bucket/media/")));
    }

    @AfterEach
    void close() throws StoreException {
        stores.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret",
                "%2e%2e/secret",
                "x/../../secret",
                "..%2fsecret",
                "..%5csecret",
                "/secret"
            })
    void refusesToLeaveAPrefixByItsPath(String path) throws Exception {
        for (String prefix :
                new String[] {
                    folder.resolve("media").toUri().toString(),
                    "http://127.0.0.1:9/media/",
                    "s3://bucket/media/"
                }) {
            assertRefused(prefix + path);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data/",
                "http://[fd00:ec2::254]/latest/",
                "http://localhost:9/media/x",
                "http://127.0.0.1/media/x",
                "http://127.0.0.1:10/media/x",
                "https://127.0.0.1:9/media/x",
                "http://2130706433:9/media/x",
                "http://0x7f.0.0.1:9/media/x",
                "http://127.1:9/media/x",
                "http://[::1]:9/media/x",
                "http://[::ffff:127.0.0.1]:9/media/x",
                "http://127.0.0.1:9@evil.net/media/x",
                "http://evil.net#http://127.0.0.1:9/media/",
                "ftp://127.0.0.1:9/media/x",
                "jar:http://127.0.0.1:9/media/x!/y",
                "file://127.0.0.1/media/x",
                "s3://bucket2/media/x",
                "gs://bucket/media/x"
            })
    void refusesServersThatAreNotConfigured(String uri) throws Exception {
        assertRefused(uri);
    }

    @Test
    void refusesTheOversize() {
        String uri = "x".repeat(ExternalRef.MAX_URI_BYTES + 1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {1, 2, (byte) 0x81, 0x20});
        bytes.writeBytes(uri.getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(new byte[] {0, 0, 0});
        assertInvalid(bytes.toByteArray(), "4097 bytes, allowed are 4096");
        // A program of 5,000 bytes, a validator of 513, a size beyond 2^63 - 1.
        assertInvalid(HexFormat.of().parseHex("0103" + "8827"), "allowed are 4096");
        assertInvalid(
                HexFormat.of().parseHex("0102" + "0178" + "0000" + "8204"), "allowed are 513");
        assertInvalid(
                HexFormat.of().parseHex("0102" + "0178" + "ffffffffffffffff7f" + "02" + "00"),
                "2^63 - 1");
        assertThatThrownBy(() -> ObjectRef.fromText("ext:1:" + "A".repeat(8187)))
                .isInstanceOf(InvalidReferenceException.class)
                .hasMessageContaining("8192");
        assertThatThrownBy(() -> ObjectRef.fromText("cas:1:" + "0".repeat(251)))
                .isInstanceOf(InvalidReferenceException.class)
                .hasMessageContaining("256");
        assertThatThrownBy(() -> ObjectRef.fromText("inl:1:" + "A".repeat(1_400_000)))
                .isInstanceOf(InvalidReferenceException.class);
    }

    @Test
    void refusesVersionsKindsAlgorithmsAndFlagsThatItDoesNotKnow() throws Exception {
        byte[] known =
                new ExternalRef("file:///x", 0, OptionalLong.of(1), Optional.empty()).toBytes();
        assertThat(ObjectRef.fromBytes(known)).isInstanceOf(ExternalRef.class);
        for (int version = 0; version < 256; version++) {
            byte[] other = known.clone();
            other[0] = (byte) version;
            if (version != 1) {
                assertInvalid(other, "version " + version);
            }
        }
        int storedWithTree = 0x11;
        int externalWithPrefix = 0x42;
        for (int second = 0; second < 256; second++) {
            byte[] other = known.clone();
            other[1] = (byte) second;
            if (second == externalWithPrefix) {
                assertInvalid(other, "ends early");
            } else if (second > 3 && second != storedWithTree) {
                assertInvalid(other, "0x" + Integer.toHexString(second));
            }
        }
        for (String text : new String[] {"cas:2:", "ext:2:AQIBeAAAAA", "xyz:1:AQIBeAAAAA"}) {
            assertThatThrownBy(() -> ObjectRef.fromText(text))
                    .isInstanceOf(InvalidReferenceException.class);
        }
    }

    private void assertRefused(String uri) throws Exception {
        ExternalRef ref;
        try {
            ref = new ExternalRef(uri, 0, OptionalLong.of(1), Optional.empty());
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("credential");
            return;
        }
        ObjectRef travelled = ObjectRef.fromText(ObjectRef.fromBytes(ref.toBytes()).toText());
        assertThatThrownBy(() -> stores.open(travelled)).isInstanceOf(RefusedException.class);
    }

    private static void assertInvalid(byte[] bytes, String words) {
        assertThatThrownBy(() -> ObjectRef.fromBytes(bytes))
                .isInstanceOf(InvalidReferenceException.class)
                .hasMessageContaining(words);
    }
}
