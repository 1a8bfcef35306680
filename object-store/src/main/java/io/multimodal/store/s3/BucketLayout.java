// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import io.multimodal.store.ContentId;

/**
 * Where things lie in a bucket: the same names as in a folder, below the store's prefix.
 *
 * @param prefix empty, or ending in a slash
 */
record BucketLayout(String prefix) {
    String root() {
        return prefix + "root";
    }

    String founders() {
        return prefix + "founders/";
    }

    String epochs() {
        return prefix + "epochs/";
    }

    String objects(long epoch) {
        return prefix + "objects/" + epoch + "/";
    }

    String object(long epoch, ContentId id) {
        return objects(epoch) + id.hex();
    }

    String tree(long epoch, ContentId id) {
        return prefix + "trees/" + epoch + "/" + id.hex();
    }

    String packs(long epoch) {
        return prefix + "packs/" + epoch + "/";
    }

    String pack(BucketPack pack) {
        return packs(pack.epoch()) + pack.name() + BucketPack.ENDING;
    }

    String indexes(long epoch) {
        return prefix + "index/" + epoch + "/";
    }

    String erasing() {
        return prefix + "erasing/";
    }

    String erased() {
        return prefix + "erased/";
    }

    String erased(ContentId id) {
        return erased() + id.hex();
    }

    String records() {
        return prefix + "records/";
    }

    String records(String space) {
        return records() + space + "/";
    }

    String record(String space, ContentId key) {
        return records(space) + key.hex().substring(0, 2) + "/" + key.hex();
    }

    /** The place of a key, for people. */
    String place(String key) {
        return key.substring(prefix.length());
    }
}
