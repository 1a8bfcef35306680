// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.mds;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;

/**
 * The columns of a shard, in its order, as the description in its head says.
 *
 * @param names of the columns
 * @param encodings as the shard spells them
 * @param sizes of every value in bytes; 0 if each value has its own size
 */
record MdsColumns(List<String> names, List<String> encodings, List<Integer> sizes) {
    private static final int MOST_COLUMNS = 10_000;

    /**
     * Parses the description.
     *
     * @throws MediaException if it is not one
     */
    static MdsColumns parse(byte[] json) throws MediaException {
        JsonNode root;
        try {
            root = MdsJson.MAPPER.readTree(json);
        } catch (IOException e) {
            throw corrupt("it is not JSON", e);
        }
        if (!root.path("format").asText().equals("mds") || root.path("version").asInt() != 2) {
            throw corrupt(
                    "its format is '%s' in version %s; read is 'mds' in version 2"
                            .formatted(root.path("format").asText(), root.path("version").asText()),
                    null);
        }
        JsonNode names = root.path("column_names");
        JsonNode encodings = root.path("column_encodings");
        JsonNode sizes = root.path("column_sizes");
        if (!names.isArray()
                || names.size() > MOST_COLUMNS
                || encodings.size() != names.size()
                || sizes.size() != names.size()) {
            throw corrupt(
                    "it has %d names, %d encodings and %d sizes of columns"
                            .formatted(names.size(), encodings.size(), sizes.size()),
                    null);
        }
        MdsColumns columns =
                new MdsColumns(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < names.size(); i++) {
            columns.names.add(names.get(i).asText());
            columns.encodings.add(encodings.get(i).asText());
            int size = sizes.get(i).asInt();
            if (size < 0) {
                throw corrupt("a column has values of %d bytes".formatted(size), null);
            }
            columns.sizes.add(size);
        }
        return columns;
    }

    /** The description, as the Python package writes it. */
    String json() {
        return "{\"column_encodings\": %s, \"column_names\": %s, \"column_sizes\": %s, \"compression\": null, \"format\": \"mds\", \"hashes\": [], \"size_limit\": null, \"version\": 2}"
                .formatted(
                        MdsJson.list(encodings.stream().map(MdsJson::quoted)),
                        MdsJson.list(names.stream().map(MdsJson::quoted)),
                        MdsJson.list(
                                sizes.stream().map(size -> size == 0 ? "null" : size.toString())));
    }

    private static MediaException corrupt(String why, Throwable cause) {
        return new MediaException(
                ErrorCode.CORRUPT, "the description of its columns cannot be read: " + why, cause);
    }
}
