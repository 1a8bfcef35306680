// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.layout;

import io.multimodal.store.ref.ContentId;

/**
 * Where things lie in a bucket: the same names as in a folder, below the store's prefix.
 *
 * @param prefix empty, or ending in a slash
 */
public record BucketLayout(String prefix) {
    public String root() {
        return prefix + "root";
    }

    public String founders() {
        return prefix + "founders/";
    }

    public String epochs() {
        return prefix + "epochs/";
    }

    public String objects(long epoch) {
        return prefix + "objects/" + epoch + "/";
    }

    public String object(long epoch, ContentId id) {
        return objects(epoch) + id.hex();
    }

    public String trees(long epoch) {
        return prefix + "trees/" + epoch + "/";
    }

    public String tree(long epoch, ContentId id) {
        return trees(epoch) + id.hex();
    }

    public String packs(long epoch) {
        return prefix + "packs/" + epoch + "/";
    }

    public String pack(BucketPack pack) {
        return packs(pack.epoch()) + pack.name() + BucketPack.ENDING;
    }

    public String indexes(long epoch) {
        return prefix + "index/" + epoch + "/";
    }

    public String erasing() {
        return prefix + "erasing/";
    }

    public String erased() {
        return prefix + "erased/";
    }

    public String erased(ContentId id) {
        return erased() + id.hex();
    }

    public String records() {
        return prefix + "records/";
    }

    public String records(String space) {
        return records() + space + "/";
    }

    public String record(String space, ContentId key) {
        return records(space) + key.hex().substring(0, 2) + "/" + key.hex();
    }

    /** The place of a key, for people. */
    public String place(String key) {
        return key.substring(prefix.length());
    }
}
