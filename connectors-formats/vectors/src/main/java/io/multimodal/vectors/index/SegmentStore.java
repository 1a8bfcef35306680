// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.vectors.index;

import io.multimodal.store.CacheConfig;
import io.multimodal.store.Payload;
import io.multimodal.store.Puts;
import io.multimodal.store.StoreConfig;
import io.multimodal.store.error.CorruptObjectException;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.InlineRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.StoredRef;
import io.multimodal.store.runtime.StoreRuntime;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** The store of an index, which holds the files of its segments. Thread-safe; every call blocks. */
public final class SegmentStore implements AutoCloseable {
    private final StoreRuntime objects;

    private SegmentStore(StoreRuntime objects) {
        this.objects = objects;
    }

    /** The store, which is made if it is not there. Files pass no cache: each is read once. */
    public static SegmentStore open(IndexPlace place) throws IOException {
        return new SegmentStore(
                StoreRuntime.acquire(
                        new StoreConfig(
                                Map.of("default", place.objects()),
                                "default",
                                CacheConfig.memory(0))));
    }

    /**
     * Puts the files of a folder, which are a segment then.
     *
     * @param rows how many it has
     */
    public Segment put(Path folder, long rows) throws IOException {
        List<Path> paths;
        try (Stream<Path> listed = Files.list(folder)) {
            paths = listed.filter(path -> !path.endsWith("write.lock")).sorted().toList();
        }
        List<CompletionStage<ObjectRef>> puts = new ArrayList<>();
        for (Path path : paths) {
            puts.add(objects.main().put(Payload.of(path)));
        }
        List<SegmentFile> files = new ArrayList<>();
        for (int i = 0; i < paths.size(); i++) {
            files.add(
                    new SegmentFile(
                            paths.get(i).getFileName().toString(),
                            Files.size(paths.get(i)),
                            Puts.await(puts.get(i)).toText()));
        }
        return new Segment(UUID.randomUUID().toString(), rows, files);
    }

    /**
     * Writes the files of a segment into a folder.
     *
     * @throws IOException if an object is missing, damaged, or is not the one that was put
     */
    public void fetch(Segment segment, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (SegmentFile file : segment.files()) {
            try (InputStream in = objects.open(reference(file)).stream()) {
                Files.copy(in, folder.resolve(file.name()));
            }
        }
    }

    private ObjectRef reference(SegmentFile file) throws IOException {
        try {
            ObjectRef ref = objects.referenceCodec().fromText(file.reference());
            boolean stored = ref instanceof StoredRef || ref instanceof InlineRef;
            if (stored && ref.sizeBytes().orElse(-1) == file.bytes()) {
                return ref;
            }
            throw new CorruptObjectException(
                    "The file %s of a segment has %d bytes by the manifest, and its object is %s"
                            .formatted(file.name(), file.bytes(), file.reference()));
        } catch (InvalidReferenceException e) {
            throw new CorruptObjectException(
                    "The manifest has no reference for the file " + file.name(), e);
        }
    }

    @Override
    public void close() throws IOException {
        objects.close();
    }
}
