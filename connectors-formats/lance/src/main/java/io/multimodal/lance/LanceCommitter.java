// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.lance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.flink.api.connector.sink2.Committer;
import org.lance.CommitBuilder;
import org.lance.Dataset;
import org.lance.Fragment;
import org.lance.FragmentMetadata;
import org.lance.Transaction;
import org.lance.WriteParams;
import org.lance.fragment.DataFile;
import org.lance.operation.Append;

/**
 * Adds the fragments of a checkpoint to the table in one transaction, and makes the table where
 * there is none. What a version since already has is not added again: a commit may be repeated.
 */
final class LanceCommitter implements Committer<LanceFragments> {
    private final LanceTable table;
    private final Schema schema;

    LanceCommitter(LanceTable table, Schema schema) {
        this.table = table;
        this.schema = schema;
    }

    @Override
    public void commit(Collection<CommitRequest<LanceFragments>> requests) throws IOException {
        commit(requests.stream().map(CommitRequest::getCommittable).toList());
    }

    void commit(List<LanceFragments> written) throws IOException {
        for (LanceFragments one : written) {
            if (!one.path().equals(table.path())) {
                throw new IOException(
                        "Cannot add the fragments that a checkpoint has for '%s': the table is '%s' now. Start once with 'path' as it was, and stop the job with a savepoint"
                                .formatted(one.path(), table.path()));
            }
        }
        if (written.stream().allMatch(one -> one.fragments().isEmpty())) {
            return;
        }
        try (BufferAllocator memory = new RootAllocator();
                Dataset dataset = openOrCreate(memory)) {
            Set<String> there = filesSince(written, dataset);
            List<FragmentMetadata> missing = new ArrayList<>();
            for (LanceFragments one : written) {
                one.fragments().stream()
                        .filter(fragment -> !there.contains(file(fragment)))
                        .forEach(missing::add);
            }
            if (!missing.isEmpty()) {
                append(dataset, missing);
            }
        }
    }

    private void append(Dataset dataset, List<FragmentMetadata> fragments) throws IOException {
        try (Transaction transaction =
                        new Transaction.Builder()
                                .readVersion(dataset.version())
                                .operation(Append.builder().fragments(fragments).build())
                                .build();
                Dataset committed =
                        new CommitBuilder(dataset)
                                .writeParams(table.storage())
                                .execute(transaction)) {
            // Closed, since nothing is read of it.
        } catch (RuntimeException e) {
            throw table.failed("append to", e);
        }
    }

    /** The files of all versions that may have what was written. */
    private Set<String> filesSince(List<LanceFragments> written, Dataset newest)
            throws IOException {
        Set<String> files = new HashSet<>();
        long from = written.stream().mapToLong(LanceFragments::version).min().orElse(0);
        try {
            for (long version = newest.version(); version > from; version--) {
                try (Dataset older = newest.checkoutVersion(version)) {
                    for (Fragment fragment : older.getFragments()) {
                        files.add(file(fragment.metadata()));
                    }
                }
            }
        } catch (RuntimeException e) {
            throw table.failed("read the versions of", e);
        }
        return files;
    }

    private static String file(FragmentMetadata fragment) {
        return fragment.getFiles().stream().map(DataFile::getPath).findFirst().orElse("");
    }

    private Dataset openOrCreate(BufferAllocator memory) throws IOException {
        Dataset there = table.openIfThere(memory);
        if (there != null) {
            return there;
        }
        try {
            return Dataset.write()
                    .allocator(memory)
                    .uri(table.path())
                    .schema(schema)
                    .mode(WriteParams.WriteMode.CREATE)
                    .storageOptions(table.storage())
                    .execute();
        } catch (RuntimeException e) {
            throw table.failed("make", e);
        }
    }

    @Override
    public void close() {}
}
