// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.catalog.state;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Who changed what, for people who look at the documents. It also makes each document one of its
 * kind.
 *
 * @param what such as {@code create table default.photos}
 */
record ChangeNote(String what) {
    SortedMap<String, String> toMap() {
        SortedMap<String, String> note = new TreeMap<>();
        note.put("what", what);
        note.put("at", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        note.put("by", System.getProperty("user.name", "unknown"));
        note.put("id", UUID.randomUUID().toString());
        return note;
    }
}
