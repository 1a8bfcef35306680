// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.lance;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.util.InstantiationUtil;
import org.lance.FragmentMetadata;

/**
 * Fragments that are written and belong to no version of the table yet.
 *
 * @param path of the table
 * @param version that the table had before; 0 if there was no table
 * @param fragments whose files have names that are used once
 */
record LanceFragments(String path, long version, List<FragmentMetadata> fragments)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** By Java's serialization, which the library's classes have. */
    static final class Serializer implements SimpleVersionedSerializer<LanceFragments> {
        private static final int VERSION = 1;

        @Override
        public int getVersion() {
            return VERSION;
        }

        @Override
        public byte[] serialize(LanceFragments fragments) throws IOException {
            return InstantiationUtil.serializeObject(fragments);
        }

        @Override
        public LanceFragments deserialize(int version, byte[] bytes) throws IOException {
            if (version != VERSION) {
                throw new IOException(
                        "The state of a Lance sink has version %d; this release reads version %d"
                                .formatted(version, VERSION));
            }
            try {
                return InstantiationUtil.deserializeObject(
                        bytes, LanceFragments.class.getClassLoader());
            } catch (ClassNotFoundException e) {
                throw new IOException(
                        "The state of a Lance sink is of another version of Lance's library", e);
            }
        }
    }
}
