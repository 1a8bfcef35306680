// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.DerivedRef;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.store.ref.InlineRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.RangeTree;
import io.multimodal.store.ref.StoredRef;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** References for tests: one of each shape by name, and arbitrary ones. */
public final class References {
    private References() {}

    public static Map<String, ObjectRef> examples() {
        Map<String, ObjectRef> examples = new LinkedHashMap<>();
        StoredRef small =
                new StoredRef(0x1a2b3c4d, ContentId.hash("small"), 4096, Optional.empty());
        ExternalRef external =
                new ExternalRef(
                        "s3://bucket/photos/cat.jpg",
                        100,
                        OptionalLong.of(5000),
                        Optional.of("\"etag-1\""));
        examples.put("inline-empty", new InlineRef(new byte[0]));
        examples.put("inline", new InlineRef(new byte[] {1, 2, (byte) 0xff}));
        examples.put("stored", small);
        examples.put("stored-empty", new StoredRef(-1, ContentId.hash(""), 0, Optional.empty()));
        examples.put(
                "stored-large",
                new StoredRef(
                        7, ContentId.hash("large"), 1L << 33, Optional.of(ContentId.hash("tree"))));
        examples.put("external", external);
        examples.put(
                "external-unknown",
                new ExternalRef("file:///data/ü.bin", 0, OptionalLong.empty(), Optional.empty()));
        examples.put(
                "external-prefix",
                new ExternalRef(
                        "s3://bucket/model.safetensors",
                        4096,
                        OptionalLong.of(5003),
                        Optional.of("\"etag-1\""),
                        Optional.of(new InlineRef(new byte[] {1, 2, (byte) 0xff}))));
        examples.put("derived", new DerivedRef(small, new byte[] {9, 8, 7}));
        examples.put("derived-external", new DerivedRef(external, new byte[] {1}));
        return examples;
    }

    public static Arbitrary<ObjectRef> any() {
        Arbitrary<ObjectRef> sources = Arbitraries.oneOf(inline(), stored(), external());
        Arbitrary<ObjectRef> derived =
                Combinators.combine(sources, bytes(1, 300))
                        .as((source, program) -> new DerivedRef(source, program));
        return Arbitraries.oneOf(sources, derived);
    }

    private static Arbitrary<ObjectRef> inline() {
        return bytes(0, 2000).map(InlineRef::new);
    }

    private static Arbitrary<ObjectRef> stored() {
        return Combinators.combine(
                        Arbitraries.integers(), ids(), Arbitraries.longs().greaterOrEqual(0), ids())
                .as(
                        (store, id, length, tree) ->
                                new StoredRef(
                                        store,
                                        id,
                                        length,
                                        RangeTree.covers(length)
                                                ? Optional.of(tree)
                                                : Optional.empty()));
    }

    private static Arbitrary<ObjectRef> external() {
        return Combinators.combine(
                        text(1, 300),
                        Arbitraries.longs().between(0, Long.MAX_VALUE / 2 - 1),
                        Arbitraries.longs().between(0, Long.MAX_VALUE / 2).optional(),
                        text(0, 100).optional(),
                        bytes(1, 300).map(InlineRef::new).optional())
                .as(
                        (uri, offset, size, validator, prefix) ->
                                new ExternalRef(
                                        "x:" + uri,
                                        offset,
                                        size.map(OptionalLong::of).orElse(OptionalLong.empty()),
                                        validator,
                                        prefix.filter(
                                                bytes ->
                                                        size.orElse(300L)
                                                                >= bytes.content().length)));
    }

    private static Arbitrary<ContentId> ids() {
        return bytes(32, 32).map(ContentId::of);
    }

    private static Arbitrary<byte[]> bytes(int min, int max) {
        return Arbitraries.bytes().array(byte[].class).ofMinSize(min).ofMaxSize(max);
    }

    private static Arbitrary<String> text(int min, int max) {
        return Arbitraries.strings()
                .withChars("abcXYZ019-_./ %äß漢\"")
                .ofMinLength(min)
                .ofMaxLength(max);
    }
}
