// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.Payload;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.InlineRef;
import io.multimodal.store.ref.StoredRef;
import io.multimodal.store.runtime.Stores;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees and does with the commands that collect garbage. */
class CollectToolTest {
    private static final String[] AT_ONCE = {"gc", "--wait-hours", "0"};
    private static final String INLINE = new InlineRef(new byte[] {1, 2}).toText();

    @TempDir Path folder;
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private byte[] input = {};

    @Test
    void whyFollowsAnObjectFromItsRootIntoTheTrashAndAway() throws Exception {
        String ref = put(2);
        enable();
        assertThat(run(0, "why", ref))
                .first()
                .asString()
                .endsWith("in epoch 1, kept until this root ends or is released:");
        assertThat(run(0, "why", ref))
                .element(1)
                .asString()
                .startsWith("  1-")
                .contains("everything that was put before", "made 20");
        String pin = run(0, "roots", "--pin", "the topic images").get(0).split(" ", 2)[0];
        assertThat(run(0, "why", ref)).hasSize(3).anyMatch(line -> line.contains("2 roots"));

        releaseAll();
        assertThat(run(0, "why", ref))
                .singleElement()
                .asString()
                .contains("in epoch 1, garbage: no root needs it; a run 24 h later removes it");
        run(0, AT_ONCE);
        assertThat(run(0, "why", ref)).singleElement().asString().contains("a run after 20");
        run(0, AT_ONCE);
        assertThat(run(0, "why", ref))
                .singleElement()
                .asString()
                .contains("in the trash of epoch 1: bin/store undelete 1 brings it back");
        run(0, "undelete", "1");
        assertThat(run(0, "why", ref)).hasSize(2);
        releaseAll();
        for (int i = 0; i < 3; i++) {
            run(0, AT_ONCE);
        }
        assertThat(run(1, "why", ref))
                .singleElement()
                .asString()
                .contains("not there: it lies in none of the");
        assertThat(run(0, "--json", "roots")).noneMatch(line -> line.contains(pin));
    }

    @Test
    void whyKnowsLargeObjectsInTheTrashErasedOnesAndOthers() throws Exception {
        String large = put(9_000_000);
        String erased = put(3);
        enable();
        run(0, "erase", erased, "--yes");
        releaseAll();
        run(0, AT_ONCE);
        run(0, AT_ONCE);
        assertThat(run(1, "why", large, erased))
                .anyMatch(line -> line.contains("in the trash of epoch 1"))
                .anyMatch(line -> line.contains("not there: it was erased"));
        assertThat(run(2, "why", INLINE)).isEmpty();
        assertThat(err.toString(UTF_8)).contains("Only what lies in a store is collected");
    }

    @Test
    void aPinOfReferencesReachesBackAsFarAsTheyNeed() throws Exception {
        enable();
        String old = put(4);
        run(0, "epoch", "--begin");
        String kept = put(5);
        run(0, "epoch", "--begin");
        Path list =
                Files.writeString(
                        folder.resolve("refs.txt"), "\n" + kept + "\r\n" + INLINE + "\n" + kept);

        List<String> made =
                run(0, "--json", "roots", "--pin", "the table t", "--references", list.toString());

        assertThat(made).singleElement().asString().contains("\"floor\":3");
        assertThat(run(0, "--json", "roots")).hasSize(2);
        releaseAllBut("the table t");
        endLeases();
        run(0, AT_ONCE);
        run(0, AT_ONCE);
        assertThat(run(0, "why", kept)).anyMatch(line -> line.contains("the table t"));
        assertThat(run(0, "why", old))
                .singleElement()
                .asString()
                .contains("in the trash of epoch 2");

        input = (kept + "\n" + old + "\n").getBytes(UTF_8);
        run(1, "roots", "--pin", "another", "--references", "-");
        assertThat(err.toString(UTF_8)).contains("Cannot keep the object", "bin/store why");
        input = "cas:9:x".getBytes(UTF_8);
        run(1, "roots", "--pin", "another", "--references", "-");
        assertThat(err.toString(UTF_8)).contains("Line 1 is no reference");
        assertThat(run(0, "--json", "roots")).as("no root is left").hasSize(1);
    }

    @Test
    void whatLiesBelowAllRootsIsNotPinned() throws Exception {
        enable();
        String old = put(6);
        run(0, "epoch", "--begin");
        releaseAll();
        endLeases();
        input = old.getBytes(UTF_8);
        run(1, "roots", "--pin", "too late", "--references", "-");
        assertThat(err.toString(UTF_8))
                .contains("it lies in epoch 2, which no root keeps", "put it again");
        input = bytes(6);
        run(0, "put", "-");
        input = old.getBytes(UTF_8);
        run(0, "roots", "--pin", "in time", "--references", "-");
    }

    @Test
    void sizesSayWhatTheReleaseOfARootWouldFree() throws Exception {
        enable();
        put(1000);
        run(0, "epoch", "--begin");
        endLeases();
        run(0, "roots", "--pin", "wide");
        releaseAllBut("wide");
        input = put(2000).getBytes(UTF_8);
        run(0, "roots", "--pin", "narrow", "--references", "-");
        endLeases();
        List<String> roots = run(0, "--json", "roots", "--sizes");
        long all = number(roots.get(0), "bytes");
        assertThat(number(roots.get(0), "bytesAlone"))
                .as("of the wide one: the first object, not the second")
                .isGreaterThan(4000)
                .isLessThan(all);
        assertThat(number(roots.get(1), "bytesAlone")).isZero();
        assertThat(run(0, "roots", "--sizes")).allMatch(line -> line.contains("for nobody else"));
    }

    @Test
    void referencesAreNoPinAlone() {
        run(2, "roots", "--references", "x");
        assertThat(err.toString(UTF_8)).contains("--references needs --pin OWNER");
    }

    private static long number(String json, String member) {
        return Long.parseLong(json.replaceFirst(".*\"" + member + "\":(\\d+).*", "$1"));
    }

    /** Without the root of what was put before, as when it was released later. */
    private void enable() throws Exception {
        if (!Files.exists(folder.resolve("store"))) {
            Stores.open(folder.resolve("store").toUri()).close();
        }
        run(0, "gc", "--enable");
    }

    private void releaseAll() throws Exception {
        releaseAllBut("none of them");
    }

    private void releaseAllBut(String owner) throws Exception {
        try (ObjectStore store = Stores.openExisting(folder.resolve("store").toUri())) {
            for (String line : run(0, "--json", "roots")) {
                if (!line.contains(owner)) {
                    String root = line.replaceFirst(".*\"root\":\"([^\"]*)\".*", "$1");
                    store.control().write("released/" + root, new byte[0]);
                }
            }
        }
    }

    private void endLeases() throws Exception {
        try (ObjectStore store = Stores.openExisting(folder.resolve("store").toUri())) {
            for (var lease : store.control().list("leases")) {
                store.control().remove("leases/" + lease.name());
            }
        }
    }

    private String put(int length) throws Exception {
        try (ObjectStore store = Stores.open(folder.resolve("store").toUri())) {
            StoredRef ref =
                    (StoredRef) store.put(Payload.of(bytes(length))).toCompletableFuture().get();
            assertThat(ContentId.hash(bytes(length))).isEqualTo(ref.id());
            return ref.toText();
        }
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length + 3000];
        new SplittableRandom(length).nextBytes(bytes);
        return bytes;
    }

    private List<String> run(int code, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        err.reset();
        int exit =
                StoreTool.run(
                        words,
                        Map.of("MULTIMODAL_STORE", folder.resolve("store").toString()),
                        new ByteArrayInputStream(input),
                        out,
                        new PrintStream(err, true, UTF_8));
        assertThat(exit).as("%s%n%s%s", List.of(words), out, err).isEqualTo(code);
        return out.toString(UTF_8).lines().toList();
    }
}
