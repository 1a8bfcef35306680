// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local.disk;

import io.multimodal.store.error.StoreException;
import io.multimodal.store.ref.ContentId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where things lie in a store's folder.
 *
 * @param folder the store's own folder
 */
public record LocalLayout(Path folder) {
    public Path root() {
        return folder.resolve("root");
    }

    public Path temporary() {
        return folder.resolve("tmp");
    }

    public Path epochs() {
        return folder.resolve("epochs");
    }

    /** The names of the epochs' files. Blocks. */
    public List<String> epochNames() throws StoreException {
        try (Stream<Path> names = Files.list(epochs())) {
            return names.map(name -> name.getFileName().toString()).toList();
        } catch (IOException e) {
            throw LocalErrors.of("list the epochs in", epochs(), e);
        }
    }

    public Path trash() {
        return folder.resolve("trash");
    }

    public Path trash(long epoch) {
        return trash().resolve(Long.toString(epoch));
    }

    /** Whether garbage collection has removed what an epoch held. */
    public boolean isCollected(long epoch) {
        return Files.exists(trash(epoch))
                || Files.notExists(epochs().resolve(Long.toString(epoch)));
    }

    public Path objects() {
        return folder.resolve("objects");
    }

    public Path objects(long epoch) {
        return objects().resolve(Long.toString(epoch));
    }

    public Path object(long epoch, ContentId id) {
        return objects(epoch).resolve(id.hex());
    }

    public Path packs() {
        return folder.resolve("packs");
    }

    public Path packs(long epoch) {
        return packs().resolve(Long.toString(epoch));
    }

    public Path index(long epoch) {
        return folder.resolve("index").resolve(Long.toString(epoch));
    }

    Path trees() {
        return folder.resolve("trees");
    }

    public Path tree(long epoch, ContentId id) {
        return trees().resolve(Long.toString(epoch)).resolve(id.hex());
    }

    public Path erased() {
        return folder.resolve("erased");
    }

    public Path erased(ContentId id) {
        return erased().resolve(id.hex());
    }

    public Path records() {
        return folder.resolve("records");
    }
}
