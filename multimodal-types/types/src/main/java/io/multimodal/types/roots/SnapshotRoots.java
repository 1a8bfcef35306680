// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.roots;

import io.multimodal.store.collect.JobRoot;
import io.multimodal.store.error.InvalidReferenceException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** What a checkpoint or savepoint says: the run that made it, and the roots that keep its state. */
record SnapshotRoots(UUID run, List<JobRoot> roots) {
    /** 16 bytes for the run, 2 for the number of roots; 2 for the length of each and its bytes. */
    static final class Serializer implements SimpleVersionedSerializer<SnapshotRoots> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(SnapshotRoots snapshot) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (DataOutputStream out = new DataOutputStream(bytes)) {
                out.writeLong(snapshot.run.getMostSignificantBits());
                out.writeLong(snapshot.run.getLeastSignificantBits());
                out.writeShort(snapshot.roots.size());
                for (JobRoot root : snapshot.roots) {
                    byte[] encoded = root.toBytes();
                    out.writeShort(encoded.length);
                    out.write(encoded);
                }
            }
            return bytes.toByteArray();
        }

        @Override
        public SnapshotRoots deserialize(int version, byte[] bytes) throws IOException {
            if (version != getVersion()) {
                throw new IOException(
                        "The roots in this checkpoint have version %d, this release reads version %d; restore it with a newer release"
                                .formatted(version, getVersion()));
            }
            try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
                UUID run = new UUID(in.readLong(), in.readLong());
                int count = in.readUnsignedShort();
                List<JobRoot> roots = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    roots.add(JobRoot.fromBytes(in.readNBytes(in.readUnsignedShort())));
                }
                return new SnapshotRoots(run, List.copyOf(roots));
            } catch (InvalidReferenceException e) {
                throw new IOException(e.getMessage(), e);
            }
        }
    }
}
