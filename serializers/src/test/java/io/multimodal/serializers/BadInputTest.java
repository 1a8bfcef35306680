// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.serializers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.multimodal.planner.MultimodalSql;
import io.multimodal.store.CacheConfig;
import io.multimodal.store.StoreConfig;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.StoredRef;
import io.multimodal.store.runtime.StoreRuntime;
import io.multimodal.types.Attribute;
import io.multimodal.types.DType;
import io.multimodal.types.Image;
import io.multimodal.types.MultimodalTypes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mistake is one sentence, which names what was found and what is possible or what to do. */
class BadInputTest {
    private interface Mistake {
        void make() throws Exception;
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                // What a declaration may not say.
                declared("IMAGE('RBG')", "mode 'RBG'", "none of 1, L, LA, P, RGB, RGBA"),
                declared("IMAGE(224, 224)", "mode 224", "none of 1, L"),
                declared(
                        "IMAGE('RGB', 5)", "a height and no width", "IMAGE('mode', height, width)"),
                declared("IMAGE('RGB', 5, 6, 7)", "4 parameters", "IMAGE('mode', height, width)"),
                declared("IMAGE('RGB', -2, 6)", "height -2", "at least 1 nor -1"),
                declared("IMAGE('RGB', 0, 6)", "height 0", "at least 1 nor -1"),
                declared("AUDIO('mono')", "sample_rate 'mono'", "AUDIO(sample_rate, channels)"),
                declared("AUDIO(16000, 1, 2)", "3 parameters", "AUDIO(sample_rate, channels)"),
                declared("VIDEO(25)", "1 parameters", "possible are VIDEO"),
                declared("FILE('pdf')", "1 parameters", "possible are FILE"),
                declared("TENSOR(3, 224)", "dtype 3", "none of bool, uint8"),
                declared("TENSOR('float', 3)", "dtype 'float'", "float32, float64"),
                declared("TENSOR('float32', 3, -5)", "shape -5", "at least 0 nor -1"),
                declared("TENSOR('float32', 'x')", "shape 'x'", "at least 0 nor -1"),
                declared("TENSOR()", "empty parentheses", "TENSOR('dtype', dimension, …)"),
                declared(
                        "ARRAY<TENSOR('float32', 99999999999999999999)>",
                        "99999999999999999999",
                        "too large"),
                // The same in the Table API, and in values.
                mistake(() -> MultimodalTypes.image("RBG", 1, 1), "mode 'RBG'", "none of 1, L"),
                mistake(() -> MultimodalTypes.audio(0, 1), "sample_rate 0", "at least 1"),
                mistake(() -> MultimodalTypes.tensor(DType.UINT8, -7), "shape -7", "at least 0"),
                mistake(() -> DType.named("half"), "'half'", "float16, bfloat16"),
                mistake(
                        () -> new Image(new byte[] {1}, "image/png", -5L, 1, 1, "RGB"),
                        "size of IMAGE is not negative",
                        "-5",
                        "NULL"),
                mistake(
                        () -> new Image(null, "image/png", 5L, 1, 1, "RGB"),
                        "reference",
                        "the whole value is NULL"),
                // References that this release or this configuration cannot follow.
                mistake(
                        () ->
                                new Image(new byte[] {9, 0}, null, null, null, null, null)
                                        .reference(),
                        "version 9",
                        "reads version 1"),
                mistake(
                        BadInputTest::readFromAStoreThatNobodyConfigured,
                        "0badf00d",
                        "not configured",
                        "main = "),
                // State of another release.
                mistake(
                        () -> restore("HOLOGRAM", "object", "REFERENCE"),
                        "'HOLOGRAM'",
                        "IMAGE, AUDIO"),
                mistake(() -> restore("IMAGE", "smell", "TEXT"), "smell", "a newer one"),
                mistake(BadInputTest::readAnIntOf33Bits, "it is 4294967296", "at most 2147483647"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void isToldInOneSentence(Mistake mistake, List<String> words) {
        Throwable told = catchThrowable(mistake::make);
        assertThat(told).hasMessageContainingAll(words.toArray(String[]::new));
        assertThat(told.getMessage().replace("SQL parse failed. ", ""))
                .as("one sentence, but for what Flink puts before it")
                .doesNotContain("\n")
                .doesNotContain(". ");
    }

    private static Arguments mistake(Mistake mistake, String... words) {
        return Arguments.of(mistake, List.of(words));
    }

    private static Arguments declared(String type, String... words) {
        return mistake(
                () -> {
                    TableEnvironment env =
                            TableEnvironment.create(EnvironmentSettings.inStreamingMode());
                    MultimodalSql.install(env);
                    env.executeSql(
                            "CREATE TABLE t (a " + type + ") WITH ('connector' = 'blackhole')");
                },
                words);
    }

    private static void readFromAStoreThatNobodyConfigured() throws Exception {
        StoredRef ref =
                new StoredRef(0x0badf00d, ContentId.hash("elsewhere"), 1 << 20, Optional.empty());
        try (StoreRuntime stores =
                StoreRuntime.acquire(
                        new StoreConfig(
                                Map.of("main", "memory:bad-input"),
                                "main",
                                CacheConfig.memory(CacheConfig.BY_HEAP)))) {
            stores.open(ref);
        }
    }

    private static void readAnIntOf33Bits() throws Exception {
        DataOutputSerializer out = new DataOutputSerializer(16);
        ValueParts.writeSigned(1L << 32, out);
        AttributeCodec.read(Attribute.Kind.INT, new DataInputDeserializer(out.getCopyOfBuffer()));
    }

    private static void restore(String word, String attribute, String kind) throws Exception {
        DataOutputSerializer out = new DataOutputSerializer(64);
        out.writeUTF(MediaSerializerSnapshot.class.getName());
        out.writeInt(1);
        out.writeUTF(word);
        out.writeInt(1);
        out.writeUTF(attribute);
        out.writeUTF(kind);
        TypeSerializerSnapshot.readVersionedSnapshot(
                new DataInputDeserializer(out.getCopyOfBuffer()),
                BadInputTest.class.getClassLoader());
    }
}
