// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.catalog.state.Database;
import io.multimodal.catalog.state.SharedState;
import io.multimodal.store.log.VersionLog;
import io.multimodal.store.log.VersionLogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.flink.table.catalog.CatalogFunctionImpl;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.catalog.exceptions.CatalogException;
import org.apache.flink.table.catalog.exceptions.FunctionNotExistException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedStateTest {
    private static final int WRITERS = 8;
    private static final int CHANGES = 20;

    @TempDir Path folder;

    @Test
    void losesNoChangeOfManyWriters() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        List<Callable<Void>> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            String name = "of-" + writer + "-";
            writers.add(
                    () -> {
                        try (SharedState state = state()) {
                            for (int i = 0; i < CHANGES; i++) {
                                add(state, name + i);
                            }
                        }
                        return null;
                    });
        }
        try {
            for (Future<Void> writer : threads.invokeAll(writers)) {
                writer.get();
            }
        } finally {
            threads.shutdownNow();
        }
        try (SharedState state = state()) {
            assertThat(state.latest().databases()).hasSize(WRITERS * CHANGES);
        }
        assertThat(versions()).hasSize(WRITERS * CHANGES);
    }

    /** A writer that stood still while a hundred and more others wrote must not undo their work. */
    @Test
    void neverFreesANumber() throws Exception {
        try (SharedState stopped = state();
                SharedState other = state()) {
            add(stopped, "first");
            for (int i = 0; i < 130; i++) {
                add(other, "b" + i);
            }
            assertThat(Files.size(versions().get(0))).isZero();
            add(stopped, "last");
            assertThat(other.latest().databases()).hasSize(132);
        }
    }

    @Test
    void saysWhatIsDamaged() throws Exception {
        try (SharedState state = state()) {
            add(state, "a");
        }
        Path version = versions().get(0);
        damaged(version, "{\"format\": 2}", "format 2, and this release reads 1");
        damaged(
                version,
                "{\"format\": 1, \"databases\": {\"a\": {\"comment\": 7}}}",
                "version 1 of " + folder + " is damaged");
        damaged(
                version,
                "{\"form",
                "version 1 of " + folder + " is damaged: Unexpected end-of-input");
        damaged(version, "", "is empty, and no newer one is there");
    }

    private void damaged(Path version, String document, String message) throws IOException {
        Files.writeString(version, document);
        try (SharedState state = state()) {
            assertThatThrownBy(state::latest)
                    .isInstanceOf(CatalogException.class)
                    .hasMessageStartingWith("Cannot read the catalog 'c': ")
                    .hasMessageContaining(message);
        }
    }

    @Test
    void saysWhatIsInItsPlace() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "not a folder");
        try (SharedState state =
                new SharedState("c", VersionLogs.open("a catalog", file.toUri()))) {
            assertThatThrownBy(() -> add(state, "a"))
                    .isInstanceOf(CatalogException.class)
                    .hasNoCause()
                    .hasMessageContaining("Cannot look for " + file)
                    .hasMessageContaining("Not a directory");
        }
        assertThat(file).hasContent("not a folder");
    }

    @Test
    void readsWhatTheFirstReleaseWrote() throws Exception {
        try (var golden = getClass().getResourceAsStream("/catalog-format-1.json")) {
            Files.write(folder.resolve(VersionLog.name(1)), golden.readAllBytes());
        }
        MultimodalCatalog catalog = catalog();
        assertThat(catalog.listDatabases()).containsExactly("default", "media");
        assertThat(catalog.getDatabase("media").getComment()).isEqualTo("all of it");
        assertThat(catalog.listTables("default")).containsExactly("photos", "wide");
        assertThat(catalog.listViews("default")).containsExactly("wide");
        assertThat(
                        catalog.getTable(new ObjectPath("default", "photos"))
                                .getUnresolvedSchema()
                                .toString())
                .contains("io.multimodal.types.Image", "io.multimodal.types.Tensor");
        assertThat(catalog.getModel(new ObjectPath("default", "reader")).getOptions())
                .containsEntry("task", "text-recognition");
        assertThat(catalog.getFunction(new ObjectPath("media", "twice")).getClassName())
                .isEqualTo("org.example.Twice");
    }

    @Test
    void refusesAnAlterationOfWhatAnotherSessionHasChanged() throws Exception {
        MultimodalCatalog one = catalog();
        MultimodalCatalog other = catalog();
        one.open();
        ObjectPath path = new ObjectPath("default", "f");
        one.createFunction(path, new CatalogFunctionImpl("org.example.F"), false);
        one.getFunction(path);
        other.getFunction(path);
        other.alterFunction(path, new CatalogFunctionImpl("org.example.G"), false);

        CatalogFunctionImpl mine = new CatalogFunctionImpl("org.example.H");
        assertThatThrownBy(() -> one.alterFunction(path, mine, false))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("another session has changed it");
        assertThat(one.getFunction(path).getClassName()).isEqualTo("org.example.G");
        one.alterFunction(path, mine, false);
        assertThat(other.getFunction(path).getClassName()).isEqualTo("org.example.H");
        other.dropFunction(path, false);
        assertThatThrownBy(() -> one.getFunction(path))
                .isInstanceOf(FunctionNotExistException.class);
    }

    private MultimodalCatalog catalog() throws IOException {
        return new MultimodalCatalog(
                "c",
                "default",
                state(),
                getClass().getClassLoader(),
                (model, before, after) -> after);
    }

    private SharedState state() throws IOException {
        return new SharedState("c", VersionLogs.open("a catalog", folder.toUri()));
    }

    private static void add(SharedState state, String database) {
        state.change(
                "create database " + database,
                before -> before.with(database, Database.of("", Map.of())));
    }

    private List<Path> versions() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
