// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.store.KilledWriters;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.collect.KilledSweeps;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills real writer processes, two on one folder, and looks for anything lost. {@code
 * -Dsoak.kills=200} makes it long.
 */
class SoakITCase {
    @TempDir Path folder;

    @Test
    void losesNothingThatAKilledWriterWasTold() throws Exception {
        Path store = folder.resolve("store");
        Set<String> acknowledged = new KilledWriters(0.6, store.toUri(), Map.of(), folder).run();
        try (ObjectStore reopened = LocalStore.openExisting(store)) {
            KilledWriters.verify(reopened, acknowledged);
        }
        assertOnlyKnownNames(store);
    }

    @Test
    void aSweepThatIsKilledLosesNothingThatARootKeeps() throws Exception {
        KilledSweeps processes =
                new KilledSweeps(0.2, folder.resolve("swept").toUri(), Map.of(), folder, true);
        assertThat(processes.run()).isEmpty();
        processes.assertGarbageGoes();
    }

    /** Again if the jobs were killed while they held nothing. */
    @Test
    void aSweepThatLooksAtNoRootsLosesObjects() throws Exception {
        List<String> lost = List.of();
        for (int i = 0; i < 5 && lost.isEmpty(); i++) {
            Path logs = Files.createDirectory(folder.resolve("logs" + i));
            URI store = folder.resolve("control" + i).toUri();
            lost = new KilledSweeps(0.05, store, Map.of(), logs, false).run();
        }
        assertThat(lost).isNotEmpty();
    }

    /** Orphans are temporary files and unsealed packs, nothing else. */
    private static void assertOnlyKnownNames(Path store) throws IOException {
        try (Stream<Path> all = Files.walk(store)) {
            assertThat(
                            all.filter(Files::isRegularFile)
                                    .map(file -> store.relativize(file).toString())
                                    .filter(
                                            name ->
                                                    !name.matches(
                                                            "root|epochs/1|tmp/.*"
                                                                    + "|(objects|trees)/1/[0-9a-f]{64}"
                                                                    + "|packs/1/[0-9a-f-]+[.](open|pack)")))
                    .isEmpty();
        }
    }
}
