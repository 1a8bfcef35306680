// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.catalog.state;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that a catalog holds at one time. Immutable.
 *
 * @param databases by name
 */
public record CatalogState(SortedMap<String, Database> databases) {
    public CatalogState {
        databases = Collections.unmodifiableSortedMap(databases);
    }

    /** The database of a name. */
    public Optional<Database> database(String name) {
        return Optional.ofNullable(databases.get(name));
    }

    /**
     * With a database in the place of any of its name.
     *
     * @param database null to remove it
     */
    public CatalogState with(String name, Database database) {
        SortedMap<String, Database> changed = new TreeMap<>(databases);
        if (database == null) {
            changed.remove(name);
        } else {
            changed.put(name, database);
        }
        return new CatalogState(changed);
    }
}
