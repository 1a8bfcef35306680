// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.catalog.state;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A database with its entries, each of which is a map of properties. Immutable.
 *
 * @param comment empty if there is none
 * @param properties that CREATE DATABASE gave
 * @param entries by section and name; all sections are there
 */
public record Database(
        String comment,
        SortedMap<String, String> properties,
        Map<Section, SortedMap<String, SortedMap<String, String>>> entries) {
    public Database {
        properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
        Map<Section, SortedMap<String, SortedMap<String, String>>> all =
                new EnumMap<>(Section.class);
        for (Section section : Section.values()) {
            SortedMap<String, SortedMap<String, String>> names = entries.get(section);
            all.put(
                    section,
                    names == null
                            ? Collections.emptySortedMap()
                            : Collections.unmodifiableSortedMap(names));
        }
        entries = Collections.unmodifiableMap(all);
    }

    /** A database without entries. */
    public static Database of(String comment, Map<String, String> properties) {
        return new Database(comment, new TreeMap<>(properties), Map.of());
    }

    /** The entries of a section by their names. */
    public SortedMap<String, SortedMap<String, String>> section(Section section) {
        return entries.get(section);
    }

    /** Whether no section has an entry. */
    public boolean isEmpty() {
        return entries.values().stream().allMatch(Map::isEmpty);
    }

    /** The same entries under another comment and other properties. */
    public Database with(String newComment, Map<String, String> newProperties) {
        return new Database(newComment, new TreeMap<>(newProperties), entries);
    }

    /**
     * With an entry in the place of any of its name.
     *
     * @param entry null to remove it
     */
    public Database with(Section section, String name, Map<String, String> entry) {
        SortedMap<String, SortedMap<String, String>> names = new TreeMap<>(section(section));
        if (entry == null) {
            names.remove(name);
        } else {
            names.put(name, Collections.unmodifiableSortedMap(new TreeMap<>(entry)));
        }
        Map<Section, SortedMap<String, SortedMap<String, String>>> changed = new EnumMap<>(entries);
        changed.put(section, names);
        return new Database(comment, properties, changed);
    }
}
