// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.roots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.collect.HeldRoot;
import io.multimodal.store.collect.JobRoots;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.runtime.Stores;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class SnapshotHookTest {
    private static final String NOWHERE = "nowhere:store";

    private final String store = "memory:" + UUID.randomUUID();

    @Test
    void allCheckpointsOfARunNameOneRoot() throws Exception {
        SnapshotHook hook = hook(run(store), List.of());
        SnapshotRoots first = snapshot(hook);
        assertThat(snapshot(hook)).isEqualTo(first);
        assertThat(held()).extracting(HeldRoot::root).isEqualTo(first.roots());
    }

    @Test
    void aFailoverTakesOverTheRootsOfTheRunWithoutAskingAStore() throws Exception {
        Run run = run(store);
        SnapshotRoots before = snapshot(hook(run, List.of()));
        SnapshotHook after = hook(new Run(run.id(), run.job(), Map.of("main", NOWHERE)), List.of());

        after.restoreCheckpoint(3, before);

        assertThat(snapshot(after)).isEqualTo(before);
    }

    @Test
    void anotherRunMakesRootsOfItsOwnOnce() throws Exception {
        SnapshotRoots before = snapshot(hook(run(store), List.of()));
        SnapshotHook hook = hook(run(store), List.of());

        hook.restoreCheckpoint(3, before);
        hook.restoreCheckpoint(3, before);

        assertThat(held()).hasSize(2);
        assertThat(snapshot(hook).roots()).doesNotContainAnyElementsOf(before.roots());
    }

    @Test
    void aCheckpointOfAStoreThatIsNotConfiguredIsRefusedAndNoRootIsLeft() throws Exception {
        SnapshotRoots before = snapshot(hook(run("memory:" + UUID.randomUUID()), List.of()));
        Run run = run(store);
        SnapshotHook hook = hook(run, run.make("", List.of()));

        assertThatThrownBy(() -> hook.restoreCheckpoint(3, before))
                .isInstanceOf(RefusedException.class)
                .hasMessageContainingAll(
                        "'example'",
                        before.roots().get(0).name(),
                        "[main]",
                        "'multimodal.stores.<name>.uri'");
        assertThat(held()).isEmpty();
    }

    @Test
    void aStoreThatCannotBeReachedFailsTheCheckpointAndNotTheJob() {
        assertThatThrownBy(() -> snapshot(hook(run(NOWHERE), List.of())))
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("The checkpoint cannot be kept")
                .cause()
                .isNotInstanceOf(IOException.class);
    }

    @Test
    void aRootThatCannotBeMadeInOneStoreLeavesNoneInTheOthers() throws Exception {
        Run run = new Run(UUID.randomUUID(), "example", Map.of("a", store, "b", NOWHERE));
        assertThatThrownBy(() -> run.make("", List.of())).isInstanceOf(RefusedException.class);
        assertThat(held()).isEmpty();
    }

    @Test
    void whatACheckpointSaysIsReadAgainAndANewerVersionIsRefused() throws Exception {
        SnapshotRoots roots = snapshot(hook(run(store), List.of()));
        SnapshotRoots.Serializer serializer = new SnapshotRoots.Serializer();
        byte[] bytes = serializer.serialize(roots);

        assertThat(serializer.deserialize(1, bytes)).isEqualTo(roots);
        assertThatThrownBy(() -> serializer.deserialize(2, bytes))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("newer release");
        bytes[20] = 9;
        assertThatThrownBy(() -> serializer.deserialize(1, bytes)).isInstanceOf(IOException.class);
    }

    private static Run run(String store) {
        return new Run(UUID.randomUUID(), "example", Map.of("main", store));
    }

    private static SnapshotHook hook(Run run, List<NamedRoot> roots) {
        return new SnapshotHook(run, roots);
    }

    private static SnapshotRoots snapshot(SnapshotHook hook) {
        return hook.triggerCheckpoint(1, 0, Runnable::run).join();
    }

    private List<HeldRoot> held() throws Exception {
        try (ObjectStore opened = Stores.open(URI.create(store))) {
            return JobRoots.of(opened).list();
        }
    }
}
