// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local;

import io.multimodal.store.ContentId;
import java.nio.file.Path;

/**
 * Where things lie in a store's folder.
 *
 * @param folder the store's own folder
 */
record LocalLayout(Path folder) {
    Path root() {
        return folder.resolve("root");
    }

    Path temporary() {
        return folder.resolve("tmp");
    }

    Path epochs() {
        return folder.resolve("epochs");
    }

    Path objects() {
        return folder.resolve("objects");
    }

    Path objects(long epoch) {
        return objects().resolve(Long.toString(epoch));
    }

    Path object(long epoch, ContentId id) {
        return objects(epoch).resolve(id.hex());
    }

    Path packs() {
        return folder.resolve("packs");
    }

    Path packs(long epoch) {
        return packs().resolve(Long.toString(epoch));
    }

    Path index(long epoch) {
        return folder.resolve("index").resolve(Long.toString(epoch));
    }

    Path trees() {
        return folder.resolve("trees");
    }

    Path tree(long epoch, ContentId id) {
        return trees().resolve(Long.toString(epoch)).resolve(id.hex());
    }

    Path erased() {
        return folder.resolve("erased");
    }

    Path erased(ContentId id) {
        return erased().resolve(id.hex());
    }

    Path records() {
        return folder.resolve("records");
    }
}
