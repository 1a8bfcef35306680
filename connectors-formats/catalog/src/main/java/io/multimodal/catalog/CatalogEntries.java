// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.catalog;

import io.multimodal.catalog.state.CatalogState;
import io.multimodal.catalog.state.Database;
import io.multimodal.catalog.state.Section;
import io.multimodal.catalog.state.SharedState;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.catalog.exceptions.CatalogException;
import org.apache.flink.table.catalog.exceptions.DatabaseNotExistException;

/**
 * The entries of one section: what tables, functions and models have in common.
 *
 * <p>It remembers which entry this session read last. An ALTER statement is made of what was read,
 * so an entry that another session has changed since is not replaced.
 *
 * @param <M> thrown where an entry is missing
 * @param <X> thrown where an entry exists
 */
final class CatalogEntries<M extends Exception, X extends Exception> {
    private final String catalog;
    private final Section section;
    private final SharedState state;
    private final Complaint<M> missing;
    private final Complaint<X> existing;
    private final Map<ObjectPath, SortedMap<String, String>> read = new ConcurrentHashMap<>();

    /**
     * @param catalog its name, for exceptions
     */
    CatalogEntries(
            String catalog,
            Section section,
            SharedState state,
            Complaint<M> missing,
            Complaint<X> existing) {
        this.catalog = catalog;
        this.section = section;
        this.state = state;
        this.missing = missing;
        this.existing = existing;
    }

    /**
     * Makes the exception of a missing or an existing entry.
     *
     * @param <E> its type
     */
    @FunctionalInterface
    interface Complaint<E extends Exception> {
        E of(String catalog, ObjectPath path);
    }

    /** All entries of a database by their names. */
    SortedMap<String, SortedMap<String, String>> of(String database)
            throws DatabaseNotExistException {
        return database(state.latest(), database).section(section);
    }

    private Database database(CatalogState from, String name) throws DatabaseNotExistException {
        return from.database(name).orElseThrow(() -> new DatabaseNotExistException(catalog, name));
    }

    /** Whether there is an entry. */
    boolean exists(ObjectPath path) {
        return find(state.latest(), path).isPresent();
    }

    private Optional<SortedMap<String, String>> find(CatalogState from, ObjectPath path) {
        return from.database(path.getDatabaseName())
                .map(database -> database.section(section).get(path.getObjectName()));
    }

    /** An entry as it is now, if there is one; an ALTER statement is not made of it. */
    Optional<SortedMap<String, String>> peek(ObjectPath path) {
        return find(state.latest(), path);
    }

    /** An entry that an ALTER statement may be made of. */
    SortedMap<String, String> get(ObjectPath path) throws M {
        SortedMap<String, String> entry =
                find(state.latest(), path).orElseThrow(() -> missing.of(catalog, path));
        read.put(path, entry);
        return entry;
    }

    /** Adds an entry. */
    void create(ObjectPath path, Map<String, String> entry, boolean ignoreIfExists)
            throws X, DatabaseNotExistException {
        state.<X, DatabaseNotExistException>change(
                "create " + section.noun() + " " + path,
                before -> {
                    Database database = database(before, path.getDatabaseName());
                    if (!database.section(section).containsKey(path.getObjectName())) {
                        return put(before, path, entry);
                    }
                    if (ignoreIfExists) {
                        return before;
                    }
                    throw existing.of(catalog, path);
                });
    }

    /**
     * Replaces an entry that this session has read.
     *
     * @throws CatalogException if another session has changed it since
     */
    void alter(ObjectPath path, Map<String, String> entry, boolean ignoreIfMissing) throws M {
        state.<M, CatalogException>change(
                "alter " + section.noun() + " " + path,
                before -> {
                    if (!isThere(before, path, ignoreIfMissing)) {
                        return before;
                    }
                    SortedMap<String, String> known = read.get(path);
                    if (known != null && !find(before, path).equals(Optional.of(known))) {
                        throw new CatalogException(
                                "Cannot alter %s in the catalog '%s': another session has changed it since this one read it; look at it again, and repeat the statement"
                                        .formatted(path, catalog));
                    }
                    return put(before, path, entry);
                });
        read.remove(path);
    }

    /** Gives an entry another name in its database. */
    void rename(ObjectPath path, String newName, boolean ignoreIfMissing) throws M, X {
        ObjectPath renamed = new ObjectPath(path.getDatabaseName(), newName);
        state.<M, X>change(
                "rename " + section.noun() + " " + path + " to " + newName,
                before -> {
                    if (!isThere(before, path, ignoreIfMissing)) {
                        return before;
                    }
                    if (find(before, renamed).isPresent()) {
                        throw existing.of(catalog, renamed);
                    }
                    SortedMap<String, String> entry = find(before, path).orElseThrow();
                    return put(put(before, path, null), renamed, entry);
                });
    }

    /** Removes an entry. */
    void drop(ObjectPath path, boolean ignoreIfMissing) throws M {
        state.<M, CatalogException>change(
                "drop " + section.noun() + " " + path,
                before ->
                        isThere(before, path, ignoreIfMissing) ? put(before, path, null) : before);
    }

    private boolean isThere(CatalogState from, ObjectPath path, boolean ignoreIfMissing) throws M {
        if (find(from, path).isPresent()) {
            return true;
        }
        if (ignoreIfMissing) {
            return false;
        }
        throw missing.of(catalog, path);
    }

    private CatalogState put(CatalogState before, ObjectPath path, Map<String, String> entry) {
        Database database = before.database(path.getDatabaseName()).orElseThrow();
        return before.with(
                path.getDatabaseName(), database.with(section, path.getObjectName(), entry));
    }
}
