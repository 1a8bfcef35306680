// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.sink.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.connectors.media.MapBucket;
import io.multimodal.connectors.media.sink.content.FileContent;
import io.multimodal.media.MediaRuntime;
import io.multimodal.store.Payload;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.config.MultimodalOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BucketTargetTest {
    private static final int LARGE_BYTES = 9 << 20;

    @TempDir private Path store;

    @BeforeEach
    void clear() {
        MapBucket.clear();
    }

    private static MultimodalConfig config(String store) {
        Configuration options = new Configuration();
        options.setString("multimodal.stores.test.uri", store);
        options.setString("multimodal.external.in.prefix", "map://bucket/in/");
        return MultimodalOptions.resolve(options);
    }

    @Test
    void letsOneOfManyWritersOfAKeyWin() throws Exception {
        MultimodalConfig config = config(store.toUri().toString());
        try (MediaRuntime media = MediaRuntime.acquire(config);
                Target target = Targets.open("map://bucket/out/", config, media)) {
            WritersOfOnePath.race(
                    target,
                    path ->
                            new String(
                                    MapBucket.OBJECTS.get("out/" + path), StandardCharsets.UTF_8));
        }
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static FileEntry staged(MediaRuntime media, Target target, ObjectRef ref, byte[] bytes)
            throws Exception {
        FileContent content =
                new FileContent(
                        "video/mp4",
                        "mp4",
                        media.stores().open(ref),
                        Optional.of(ref),
                        Optional.empty());
        StagedFile staged = target.stage("list", 0, content);
        assertThat(staged.id()).isEqualTo(ContentId.hash(bytes));
        return new FileEntry(
                "a.mp4", staged.where(), staged.sizeBytes(), staged.id(), "video/mp4", "");
    }

    private static List<String> copies() {
        return MapBucket.REQUESTS.stream().filter(line -> line.startsWith("COPY")).toList();
    }

    @Test
    void hasTheServerCopyALargeObjectOfItsStore() throws Exception {
        MultimodalConfig config = config("map://bucket/store/");
        byte[] bytes = bytes(LARGE_BYTES);
        try (MediaRuntime media = MediaRuntime.acquire(config);
                Target target = Targets.open("map://bucket/out/", config, media)) {
            ObjectRef ref = media.stores().put(Payload.of(bytes));
            FileEntry file = staged(media, target, ref, bytes);
            MapBucket.REQUESTS.clear();

            assertThat(target.publish("list", file, false)).isEqualTo(Published.COPIED);

            assertThat(copies()).singleElement().asString().endsWith("out/a.mp4");
            assertThat(MapBucket.REQUESTS).as("nothing is read").hasSize(1);
            assertThat(MapBucket.OBJECTS.get("out/a.mp4")).isEqualTo(bytes);
            assertThat(target.publish("list", file, false))
                    .as("again, after a failure")
                    .isEqualTo(Published.WRITTEN);

            MapBucket.OBJECTS.remove("out/a.mp4");
            MapBucket.refusesToCopy = true;
            assertThat(target.publish("list", file, false)).isEqualTo(Published.WRITTEN);
            assertThat(MapBucket.OBJECTS.get("out/a.mp4")).isEqualTo(bytes);
        }
    }

    /** The bytes stay in the store, so that a source that changes or goes costs nothing. */
    @Test
    void hasTheServerCopyAForeignObjectWhileItIsTheSame() throws Exception {
        MultimodalConfig config = config(store.toUri().toString());
        byte[] bytes = bytes(LARGE_BYTES);
        MapBucket.OBJECTS.put("in/b.mp4", bytes);
        try (MediaRuntime media = MediaRuntime.acquire(config);
                Target target = Targets.open("map://bucket/out/", config, media)) {
            ObjectRef ref = media.stores().refer(URI.create("map://bucket/in/b.mp4"));
            FileEntry file = staged(media, target, ref, bytes);

            assertThat(target.publish("list", file, false)).isEqualTo(Published.COPIED);
            assertThat(copies()).containsExactly("COPY in/b.mp4 out/a.mp4");
            assertThat(MapBucket.OBJECTS.get("out/a.mp4")).isEqualTo(bytes);

            MapBucket.OBJECTS.put("in/b.mp4", bytes(LARGE_BYTES + 1));
            assertThat(target.publish("list", file, true)).isEqualTo(Published.WRITTEN);
            assertThat(MapBucket.OBJECTS.get("out/a.mp4")).isEqualTo(bytes);
        }
    }

    /** A copy would take the place of another object, which a conditional put does not. */
    @Test
    void copiesASmallerObjectOnlyWhereItReplacesOthers() throws Exception {
        MultimodalConfig config = config(store.toUri().toString());
        byte[] bytes = bytes(1 << 20);
        MapBucket.OBJECTS.put("in/c.mp4", bytes);
        try (MediaRuntime media = MediaRuntime.acquire(config);
                Target target = Targets.open("map://bucket/out/", config, media)) {
            ObjectRef ref = media.stores().refer(URI.create("map://bucket/in/c.mp4"));
            FileEntry file = staged(media, target, ref, bytes);

            assertThat(target.publish("list", file, false)).isEqualTo(Published.WRITTEN);
            assertThat(copies()).isEmpty();
            assertThat(target.publish("list", file, true)).isEqualTo(Published.COPIED);
        }
    }
}
