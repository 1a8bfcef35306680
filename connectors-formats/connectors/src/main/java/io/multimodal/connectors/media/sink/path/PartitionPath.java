// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.sink.path;

import io.multimodal.types.failure.MediaException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The folders {@code key=value} of a row's partition, as Hive names them. */
final class PartitionPath implements Serializable {
    private static final long serialVersionUID = 1L;

    static final PartitionPath NONE = new PartitionPath(List.of(), "");

    private final ArrayList<String> keys;
    private final String defaultName;

    /**
     * @param defaultName what stands for NULL and for empty text
     */
    PartitionPath(List<String> keys, String defaultName) {
        this.keys = new ArrayList<>(keys);
        this.defaultName = defaultName;
    }

    List<String> keys() {
        return keys;
    }

    /** Ends in a slash; empty if there are no keys. */
    String of(Function<String, String> column) throws MediaException {
        StringBuilder path = new StringBuilder();
        for (String key : keys) {
            String value = column.apply(key);
            String named = value == null || value.isEmpty() ? defaultName : value;
            String segment = PathEscapes.escape(key) + "=" + PathEscapes.escape(named);
            path.append(PathEscapes.checked(segment)).append('/');
        }
        return path.toString();
    }
}
