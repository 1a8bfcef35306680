// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.vectors.segment;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.vectors.index.IndexManifests;
import io.multimodal.vectors.index.IndexPlace;
import io.multimodal.vectors.index.IndexSchema;
import io.multimodal.vectors.index.VectorMetric;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.types.logical.RowType;

/**
 * An index as a table declares it.
 *
 * @param place where it is
 * @param schema what its rows have in common
 * @param row the columns
 * @param vectorColumn the index of the column of the vectors, which are {@code ARRAY<FLOAT>}
 * @param localFolder where segments are written and fetched to
 * @param maxLocalBytes how much a process may fetch
 */
public record VectorIndex(
        IndexPlace place,
        IndexSchema schema,
        RowType row,
        int vectorColumn,
        String localFolder,
        long maxLocalBytes)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * Checks that the index, if it is there, has what the table declares. Blocks.
     *
     * @throws IOException also if it cannot be read
     */
    public void check() throws IOException {
        try (IndexManifests manifests = IndexManifests.open(place, schema)) {
            manifests.latest();
        }
    }

    RowLayout layout() {
        return new RowLayout(row, vectorColumn);
    }

    /** A new folder on the local disk. The caller deletes it. */
    Path newFolder() throws IOException {
        Path folder = Path.of(localFolder);
        Files.createDirectories(folder);
        return Files.createTempDirectory(folder, "vector-index-");
    }

    /**
     * The numbers of a vector.
     *
     * @throws MediaException if it cannot be in the index, nor be searched for
     */
    public float[] vector(ArrayData array) throws MediaException {
        if (array.size() != schema.dimension()) {
            throw refused(
                    "has %d numbers, and those of the index have %d ('dimension')"
                            .formatted(array.size(), schema.dimension()));
        }
        float[] vector = new float[array.size()];
        boolean zero = true;
        for (int i = 0; i < vector.length; i++) {
            if (array.isNullAt(i)) {
                throw refused("is NULL at index " + i);
            }
            vector[i] = array.getFloat(i);
            if (!Float.isFinite(vector[i])) {
                throw refused("is " + vector[i] + " at index " + i + ", where a number belongs");
            }
            zero &= vector[i] == 0;
        }
        if (zero && schema.metric() == VectorMetric.COSINE) {
            throw refused(
                    "has zeros only, so it has no angle to others, by which 'cosine' compares");
        }
        return vector;
    }

    private MediaException refused(String how) {
        return new MediaException(
                ErrorCode.REFUSED, "A vector of %s %s".formatted(schema.vectorColumn(), how));
    }
}
