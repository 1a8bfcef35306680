// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.webdataset;

import java.util.List;
import java.util.Map;

/**
 * A column of a table of samples.
 *
 * @param name of the column
 * @param suffixes of the members that it is read from, in lower case: the first that a sample has
 */
record MemberColumn(String name, List<String> suffixes) {
    /** The column with the key of the sample. */
    static final String KEY = "__key__";

    /** The column with the place of the shard. */
    static final String URL = "__url__";

    boolean isKey() {
        return name.equals(KEY);
    }

    boolean isUrl() {
        return name.equals(URL);
    }

    /** The member with the column's value; null if the sample has none. */
    TarMember memberOf(Map<String, TarMember> members) {
        for (String suffix : suffixes) {
            TarMember member = members.get(suffix);
            if (member != null) {
                return member;
            }
        }
        return null;
    }
}
