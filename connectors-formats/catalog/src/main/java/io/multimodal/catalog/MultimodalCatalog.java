// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.catalog;

import io.multimodal.catalog.codec.FunctionCodec;
import io.multimodal.catalog.codec.ModelCodec;
import io.multimodal.catalog.codec.TableCodec;
import io.multimodal.catalog.state.Database;
import io.multimodal.catalog.state.Section;
import io.multimodal.catalog.state.SharedState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.catalog.CatalogBaseTable;
import org.apache.flink.table.catalog.CatalogDatabase;
import org.apache.flink.table.catalog.CatalogDatabaseImpl;
import org.apache.flink.table.catalog.CatalogFunction;
import org.apache.flink.table.catalog.CatalogModel;
import org.apache.flink.table.catalog.ModelChange;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.catalog.ResolvedCatalogModel;
import org.apache.flink.table.catalog.exceptions.CatalogException;
import org.apache.flink.table.catalog.exceptions.DatabaseAlreadyExistException;
import org.apache.flink.table.catalog.exceptions.DatabaseNotEmptyException;
import org.apache.flink.table.catalog.exceptions.DatabaseNotExistException;
import org.apache.flink.table.catalog.exceptions.FunctionAlreadyExistException;
import org.apache.flink.table.catalog.exceptions.FunctionNotExistException;
import org.apache.flink.table.catalog.exceptions.ModelAlreadyExistException;
import org.apache.flink.table.catalog.exceptions.ModelNotExistException;
import org.apache.flink.table.catalog.exceptions.TableAlreadyExistException;
import org.apache.flink.table.catalog.exceptions.TableNotExistException;

/**
 * A catalog in a folder or a bucket: databases, tables, views, functions and models, shared by all
 * sessions that name the same place, and there after a restart. Each statement sees what other
 * sessions have written before it. Thread-safe; every call blocks.
 */
final class MultimodalCatalog extends UnpartitionedCatalog {
    private final SharedState state;
    private final ClassLoader classes;
    private final ModelOptions modelOptions;
    private final CatalogEntries<TableNotExistException, TableAlreadyExistException> tables;
    private final CatalogEntries<FunctionNotExistException, FunctionAlreadyExistException>
            functions;
    private final CatalogEntries<ModelNotExistException, ModelAlreadyExistException> models;

    /**
     * @param state closed with this
     * @param classes finds the classes of structured types
     * @param modelOptions what is kept of the options of models
     */
    MultimodalCatalog(
            String name,
            String defaultDatabase,
            SharedState state,
            ClassLoader classes,
            ModelOptions modelOptions) {
        super(name, defaultDatabase);
        this.state = state;
        this.classes = classes;
        this.modelOptions = modelOptions;
        this.tables =
                new CatalogEntries<>(
                        name,
                        Section.TABLES,
                        state,
                        TableNotExistException::new,
                        TableAlreadyExistException::new);
        this.functions =
                new CatalogEntries<>(
                        name,
                        Section.FUNCTIONS,
                        state,
                        FunctionNotExistException::new,
                        FunctionAlreadyExistException::new);
        this.models =
                new CatalogEntries<>(
                        name,
                        Section.MODELS,
                        state,
                        ModelNotExistException::new,
                        ModelAlreadyExistException::new);
    }

    @Override
    public void open() {
        state.change(
                "make the database " + getDefaultDatabase(),
                before ->
                        before.database(getDefaultDatabase()).isPresent()
                                ? before
                                : before.with(getDefaultDatabase(), Database.of("", Map.of())));
    }

    @Override
    public void close() {
        state.close();
    }

    @Override
    public List<String> listDatabases() {
        return List.copyOf(state.latest().databases().keySet());
    }

    @Override
    public boolean databaseExists(String name) {
        return state.latest().database(name).isPresent();
    }

    @Override
    public CatalogDatabase getDatabase(String name) throws DatabaseNotExistException {
        Database database =
                state.latest()
                        .database(name)
                        .orElseThrow(() -> new DatabaseNotExistException(getName(), name));
        return new CatalogDatabaseImpl(database.properties(), database.comment());
    }

    @Override
    public void createDatabase(String name, CatalogDatabase database, boolean ignoreIfExists)
            throws DatabaseAlreadyExistException {
        state.<DatabaseAlreadyExistException, CatalogException>change(
                "create database " + name,
                before -> {
                    if (before.database(name).isEmpty()) {
                        return before.with(
                                name, Database.of(comment(database), database.getProperties()));
                    }
                    if (ignoreIfExists) {
                        return before;
                    }
                    throw new DatabaseAlreadyExistException(getName(), name);
                });
    }

    @Override
    public void alterDatabase(String name, CatalogDatabase database, boolean ignoreIfNotExists)
            throws DatabaseNotExistException {
        state.<DatabaseNotExistException, CatalogException>change(
                "alter database " + name,
                before -> {
                    Optional<Database> found = before.database(name);
                    if (found.isPresent()) {
                        return before.with(
                                name,
                                found.get().with(comment(database), database.getProperties()));
                    }
                    if (ignoreIfNotExists) {
                        return before;
                    }
                    throw new DatabaseNotExistException(getName(), name);
                });
    }

    private static String comment(CatalogDatabase database) {
        return database.getComment() == null ? "" : database.getComment();
    }

    @Override
    public void dropDatabase(String name, boolean ignoreIfNotExists, boolean cascade)
            throws DatabaseNotExistException, DatabaseNotEmptyException {
        if (name.equals(getDefaultDatabase())) {
            throw new CatalogException(
                    "The default database '%s' of the catalog '%s' cannot be dropped"
                            .formatted(name, getName()));
        }
        state.<DatabaseNotExistException, DatabaseNotEmptyException>change(
                "drop database " + name,
                before -> {
                    Optional<Database> found = before.database(name);
                    if (found.isEmpty() && !ignoreIfNotExists) {
                        throw new DatabaseNotExistException(getName(), name);
                    }
                    if (found.isPresent() && !found.get().isEmpty() && !cascade) {
                        throw new DatabaseNotEmptyException(getName(), name);
                    }
                    return before.with(name, null);
                });
    }

    @Override
    public List<String> listTables(String database) throws DatabaseNotExistException {
        return List.copyOf(tables.of(database).keySet());
    }

    @Override
    public List<String> listViews(String database) throws DatabaseNotExistException {
        return tables.of(database).entrySet().stream()
                .filter(entry -> TableCodec.isView(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public CatalogBaseTable getTable(ObjectPath path) throws TableNotExistException {
        return TableCodec.read(tables.get(path), classes);
    }

    @Override
    public boolean tableExists(ObjectPath path) {
        return tables.exists(path);
    }

    @Override
    public void createTable(ObjectPath path, CatalogBaseTable table, boolean ignoreIfExists)
            throws TableAlreadyExistException, DatabaseNotExistException {
        tables.create(path, TableCodec.write(table), ignoreIfExists);
    }

    @Override
    public void alterTable(ObjectPath path, CatalogBaseTable table, boolean ignoreIfNotExists)
            throws TableNotExistException {
        tables.alter(path, TableCodec.write(table), ignoreIfNotExists);
    }

    @Override
    public void renameTable(ObjectPath path, String newName, boolean ignoreIfNotExists)
            throws TableNotExistException, TableAlreadyExistException {
        tables.rename(path, newName, ignoreIfNotExists);
    }

    @Override
    public void dropTable(ObjectPath path, boolean ignoreIfNotExists)
            throws TableNotExistException {
        tables.drop(path, ignoreIfNotExists);
    }

    @Override
    public List<String> listFunctions(String database) throws DatabaseNotExistException {
        return List.copyOf(functions.of(database).keySet());
    }

    @Override
    public CatalogFunction getFunction(ObjectPath path) throws FunctionNotExistException {
        return FunctionCodec.read(functions.get(path));
    }

    @Override
    public boolean functionExists(ObjectPath path) {
        return functions.exists(path);
    }

    @Override
    public void createFunction(ObjectPath path, CatalogFunction function, boolean ignoreIfExists)
            throws FunctionAlreadyExistException, DatabaseNotExistException {
        functions.create(path, FunctionCodec.write(function), ignoreIfExists);
    }

    @Override
    public void alterFunction(ObjectPath path, CatalogFunction function, boolean ignoreIfNotExists)
            throws FunctionNotExistException {
        functions.alter(path, FunctionCodec.write(function), ignoreIfNotExists);
    }

    @Override
    public void dropFunction(ObjectPath path, boolean ignoreIfNotExists)
            throws FunctionNotExistException {
        functions.drop(path, ignoreIfNotExists);
    }

    @Override
    public List<String> listModels(String database) throws DatabaseNotExistException {
        return List.copyOf(models.of(database).keySet());
    }

    @Override
    public CatalogModel getModel(ObjectPath path) throws ModelNotExistException {
        return ModelCodec.read(models.get(path), classes);
    }

    @Override
    public boolean modelExists(ObjectPath path) {
        return models.exists(path);
    }

    @Override
    public void createModel(ObjectPath path, CatalogModel model, boolean ignoreIfExists)
            throws ModelAlreadyExistException, DatabaseNotExistException {
        if (ignoreIfExists && models.exists(path)) {
            return;
        }
        models.create(path, ModelCodec.write(kept(path, Optional.empty(), model)), ignoreIfExists);
    }

    private ResolvedCatalogModel kept(
            ObjectPath path, Optional<Map<String, String>> before, CatalogModel model) {
        return (ResolvedCatalogModel)
                model.copy(modelOptions.of(path.getObjectName(), before, model.getOptions()));
    }

    @Override
    public void alterModel(ObjectPath path, CatalogModel model, boolean ignoreIfNotExists)
            throws ModelNotExistException {
        Optional<Map<String, String>> before =
                models.peek(path).map(entry -> ModelCodec.read(entry, classes).getOptions());
        ResolvedCatalogModel after =
                before.isPresent() ? kept(path, before, model) : (ResolvedCatalogModel) model;
        models.alter(path, ModelCodec.write(after), ignoreIfNotExists);
    }

    @Override
    public void alterModel(
            ObjectPath path,
            CatalogModel model,
            List<ModelChange> changes,
            boolean ignoreIfNotExists)
            throws ModelNotExistException {
        alterModel(path, model, ignoreIfNotExists);
    }

    @Override
    public void renameModel(ObjectPath path, String newName, boolean ignoreIfNotExists)
            throws ModelNotExistException, ModelAlreadyExistException {
        models.rename(path, newName, ignoreIfNotExists);
    }

    @Override
    public void dropModel(ObjectPath path, boolean ignoreIfNotExists)
            throws ModelNotExistException {
        models.drop(path, ignoreIfNotExists);
    }

    /** What the catalog keeps of the options of a model. */
    @FunctionalInterface
    interface ModelOptions {
        /**
         * The options to keep. Blocks.
         *
         * @param before the options that were kept; empty if the model is new
         * @throws CatalogException if the model cannot be kept with these options
         */
        Map<String, String> of(
                String model, Optional<Map<String, String>> before, Map<String, String> after);
    }
}
