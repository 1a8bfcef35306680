// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.ObjectBytes;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.error.ObjectChangedException;
import io.multimodal.store.error.ObjectNotFoundException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.external.ExternalObjects;
import io.multimodal.store.external.ExternalSchemes;
import io.multimodal.store.external.ReferredObject;
import io.multimodal.store.memory.MemoryStore;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.store.ref.InlineRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.StoredRef;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * What every kind of place outside the stores has to do, whoever serves it. The author of an {@link
 * io.multimodal.store.external.ExternalProvider} extends it, and names a prefix and how an object
 * comes to lie below it; the provider is found by its service file. Bytes, ranges, versions and
 * refusals are compared with what the author put there.
 */
public abstract class ExternalSourceContract {
    /** A prefix of this test's own, ending in a slash, with the options that it needs. */
    protected abstract String prefix() throws Exception;

    /** Puts these bytes at a place below the prefix, over what is there, and gives its URI. */
    protected abstract String place(String name, byte[] bytes) throws Exception;

    /** Where the provider is looked for: among those with a service file. */
    protected ExternalSchemes schemes() {
        return ExternalSchemes.find();
    }

    /** The URI of what lies beside the prefix under a name that begins like it. */
    protected String beside() throws Exception {
        String prefix = prefix().replaceFirst("[?].*", "");
        return prefix.substring(0, prefix.length() - 1) + "-evil/x";
    }

    @Test
    void givesWhatWasReferencedWholeInRangesAndAsAStream() throws Exception {
        byte[] bytes = random(9_000_000);
        String uri = place("large.bin", bytes);
        try (ExternalObjects objects = objects()) {
            ExternalRef ref = objects.refer(uri);
            assertThat(ref.sizeBytes()).hasValue(bytes.length);
            assertThat(ref.validator()).isPresent();
            assertThat(ObjectRef.fromText(ref.toText())).isEqualTo(ref);
            ObjectHandle handle = objects.open(ref);
            assertThat(handle.sizeBytes()).isEqualTo(bytes.length);
            assertThat(handle.read(0, bytes.length)).isEqualTo(bytes);
            assertThat(handle.read(8_999_990, 10))
                    .isEqualTo(Arrays.copyOfRange(bytes, 8_999_990, 9_000_000));
            assertThat(handle.read(77, 0)).isEmpty();
            try (InputStream in = handle.stream()) {
                assertThat(in.readAllBytes()).isEqualTo(bytes);
            }
            assertThatThrownBy(() -> handle.read(8_999_990, 11))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void refersWithTheFirstBytesToTheSameAndReadsTheRestLater() throws Exception {
        byte[] bytes = random(9000);
        String uri = place("headed", bytes);
        try (ExternalObjects objects = objects()) {
            for (int headBytes : new int[] {1, 4096, 9000, 70_000}) {
                ReferredObject referred = objects.refer(uri, headBytes);
                assertThat(referred.ref()).isEqualTo(objects.refer(uri));
                assertThat(referred.object().sizeBytes()).isEqualTo(9000);
                assertThat(referred.object().read(0, 1)).isEqualTo(Arrays.copyOf(bytes, 1));
                assertThat(referred.object().read(4000, 5000))
                        .isEqualTo(Arrays.copyOfRange(bytes, 4000, 9000));
                assertThat(referred.object().stream().readAllBytes()).isEqualTo(bytes);
                assertThatThrownBy(() -> referred.object().read(8999, 2))
                        .isInstanceOf(IndexOutOfBoundsException.class);
            }
            ReferredObject referred = objects.refer(uri, 4096);
            place("headed", new byte[9000]);
            assertThat(referred.object().read(0, 4096)).isEqualTo(Arrays.copyOf(bytes, 4096));
            assertThatThrownBy(() -> referred.object().read(4096, 10))
                    .isInstanceOf(ObjectChangedException.class);
            ReferredObject empty = objects.refer(place("nothing", new byte[0]), 4096);
            assertThat(empty.object().sizeBytes()).isZero();
            assertThat(empty.object().read(0, 0)).isEmpty();
        }
    }

    @Test
    void givesAMemberOfAnArchive() throws Exception {
        byte[] bytes = random(5000);
        String uri = place("archive.tar", bytes);
        try (ExternalObjects objects = objects()) {
            ExternalRef member = objects.refer(uri, 512, 1000);
            ObjectHandle handle = objects.open(member);
            assertThat(handle.sizeBytes()).isEqualTo(1000);
            assertThat(handle.read(0, 1000)).isEqualTo(Arrays.copyOfRange(bytes, 512, 1512));
            assertThat(handle.stream().readAllBytes()).hasSize(1000);
            assertThatThrownBy(() -> objects.refer(uri, 4500, 501))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("5000");
        }
    }

    @Test
    void givesAnEmptyObject() throws Exception {
        String uri = place("empty", new byte[0]);
        try (ExternalObjects objects = objects()) {
            ExternalRef ref = objects.refer(uri);
            assertThat(ref.sizeBytes()).hasValue(0);
            assertThat(objects.open(ref).read(0, 0)).isEmpty();
            assertThat(objects.open(ref).stream().readAllBytes()).isEmpty();
            place("empty", new byte[1]);
            assertThatThrownBy(() -> objects.open(ref).read(0, 0))
                    .isInstanceOf(ObjectChangedException.class);
        }
    }

    @Test
    void saysThatAnObjectChangedAndHandsOutNothingOfTheNewOne() throws Exception {
        String uri = place("changing", random(3000));
        try (ExternalObjects objects = objects()) {
            ExternalRef ref = objects.refer(uri);
            ExternalRef member = objects.refer(uri, 100, 200);
            ObjectHandle used = objects.open(ref);
            assertThat(used.read(0, 10)).hasSize(10);
            for (int size : new int[] {3000, 2999, 3001, 50, 0}) {
                place("changing", new byte[size]);
                for (ObjectHandle handle : List.of(used, objects.open(ref), objects.open(member))) {
                    assertThatThrownBy(() -> handle.read(90, 20))
                            .isInstanceOf(ObjectChangedException.class)
                            .hasMessageContaining("observed " + size + " bytes, version ")
                            .hasMessageContaining("expected ")
                            .hasMessageContaining("changing");
                    assertThatThrownBy(handle::stream).isInstanceOf(ObjectChangedException.class);
                }
            }
        }
    }

    @Test
    void bindsAReferenceWithoutAVersionToWhatItsHandleSawFirst() throws Exception {
        byte[] bytes = random(3000);
        String uri = place("unversioned", bytes);
        try (ExternalObjects objects = objects()) {
            ExternalRef bare = new ExternalRef(uri, 0, OptionalLong.empty(), Optional.empty());
            ExternalRef tail = new ExternalRef(uri, 2990, OptionalLong.empty(), Optional.empty());
            ExternalRef sized = new ExternalRef(uri, 0, OptionalLong.of(3000), Optional.empty());
            ExternalRef beyond = new ExternalRef(uri, 3001, OptionalLong.empty(), Optional.empty());
            assertThat(objects.open(bare).sizeBytes()).isEqualTo(3000);
            assertThat(objects.open(tail).read(0, 10))
                    .isEqualTo(Arrays.copyOfRange(bytes, 2990, 3000));
            assertThatThrownBy(() -> objects.open(beyond))
                    .isInstanceOf(ObjectChangedException.class);
            ObjectHandle first = objects.open(sized);
            assertThat(first.read(0, 3000)).isEqualTo(bytes);
            place("unversioned", new byte[3000]);
            assertThatThrownBy(() -> first.read(0, 3000))
                    .isInstanceOf(ObjectChangedException.class);
            assertThat(objects.open(sized).read(0, 3000)).isEqualTo(new byte[3000]);
            place("unversioned", new byte[2999]);
            assertThatThrownBy(() -> objects.open(sized).read(0, 10))
                    .isInstanceOf(ObjectChangedException.class)
                    .hasMessageContaining("2999");
        }
    }

    @Test
    void readsTheBytesOfAReferenceBeforeThoseOfItsRange() throws Exception {
        byte[] bytes = random(3000);
        String uri = place("elements", bytes);
        byte[] expected = {1, 2, 3, bytes[100], bytes[101], bytes[102], bytes[103]};
        try (ExternalObjects objects = objects()) {
            ExternalRef ref = objects.refer(uri, 100, 4).after(new InlineRef(new byte[] {1, 2, 3}));
            assertThat(ref.sizeBytes()).hasValue(7);
            ObjectHandle handle = objects.open(ref);
            assertThat(handle.sizeBytes()).isEqualTo(7);
            for (int from = 0; from <= 7; from++) {
                for (int to = from; to <= 7; to++) {
                    assertThat(handle.read(from, to - from))
                            .isEqualTo(Arrays.copyOfRange(expected, from, to));
                }
            }
            for (InputStream in : List.of(handle.stream(), objects.payload(ref).open())) {
                assertThat(in.readAllBytes()).isEqualTo(expected);
                in.close();
            }
            place("elements", new byte[3001]);
            assertThatThrownBy(() -> objects.open(ref).read(0, 0))
                    .isInstanceOf(ObjectChangedException.class);
            assertThatThrownBy(() -> objects.open(ref).stream().readAllBytes())
                    .hasStackTraceContaining("ObjectChangedException");
        }
    }

    @Test
    void allocatesNothingForASizeThatIsOnlyClaimed() throws Exception {
        String uri = place("short", random(100));
        try (ExternalObjects objects = objects()) {
            ExternalRef claims =
                    new ExternalRef(uri, 0, OptionalLong.of(2_000_000_000), Optional.empty());
            assertThatThrownBy(() -> ObjectBytes.read(objects.open(claims), claims, 1 << 20))
                    .isInstanceOf(io.multimodal.store.error.ObjectTooLargeException.class);
            long before = allocatedBytes();
            assertThatThrownBy(() -> objects.open(claims).read(0, 1_999_999_999))
                    .isInstanceOf(ObjectChangedException.class)
                    .hasMessageContaining("2000000000");
            assertThat(allocatedBytes() - before).isLessThan(100L << 20);
        }
    }

    @Test
    void saysWhatIsNotThere() throws Exception {
        String uri = place("here", new byte[1]).replace("here", "gone");
        try (ExternalObjects objects = objects()) {
            ExternalRef ref = new ExternalRef(uri, 0, OptionalLong.of(1), Optional.of("\"v\""));
            assertThatThrownBy(() -> objects.refer(uri))
                    .isInstanceOf(ObjectNotFoundException.class)
                    .hasMessageContaining("gone");
            assertThatThrownBy(() -> objects.open(ref).read(0, 1))
                    .isInstanceOf(ObjectNotFoundException.class);
        }
    }

    @Test
    void refusesWhatLiesOutsideAndNamesThePrefixes() throws Exception {
        String beside = beside();
        try (ExternalObjects objects = objects()) {
            assertThatThrownBy(() -> objects.refer(beside))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining(prefix().replaceFirst("[?].*", ""));
            ExternalRef ref = new ExternalRef(beside, 0, OptionalLong.of(1), Optional.empty());
            assertThatThrownBy(() -> objects.open(ref)).isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void readsNamesThatNeedToBeEscaped() throws Exception {
        String uri = place("a%20b+c%25%C3%BC.bin", random(10));
        try (ExternalObjects objects = objects()) {
            assertThat(objects.open(objects.refer(uri)).read(0, 10)).isEqualTo(random(10));
        }
    }

    @Test
    void putsAnExternalObjectIntoAStore() throws Exception {
        byte[] bytes = random(9_000_001);
        String uri = place("ingested", bytes);
        try (ExternalObjects objects = objects();
                MemoryStore store = new MemoryStore()) {
            ExternalRef ref = objects.refer(uri);
            ObjectRef stored = store.put(objects.payload(ref)).toCompletableFuture().join();
            assertThat(store.open((StoredRef) stored).stream().readAllBytes()).isEqualTo(bytes);
            place("ingested", new byte[10]);
            assertThatThrownBy(() -> store.put(objects.payload(ref)).toCompletableFuture().join())
                    .hasRootCauseInstanceOf(ObjectChangedException.class);
        }
    }

    /** The prefix is a wall, however the way out of it is written. */
    @Test
    void refusesEveryWayOutOfThePrefix() throws Exception {
        String prefix = prefix().replaceFirst("[?].*", "");
        try (ExternalObjects objects = objects()) {
            for (String way :
                    List.of(
                            "../x",
                            "a/../../x",
                            "%2e%2e/x",
                            "..%2fx",
                            "a/./b",
                            "a//b",
                            "..%5cx",
                            "a#b")) {
                assertThatThrownBy(() -> objects.refer(prefix + way))
                        .as(way)
                        .isInstanceOf(RefusedException.class);
                ExternalRef ref =
                        new ExternalRef(prefix + way, 0, OptionalLong.of(1), Optional.empty());
                assertThatThrownBy(() -> objects.open(ref).read(0, 1))
                        .as(way)
                        .isInstanceOf(RefusedException.class);
            }
        }
    }

    /** One source serves all threads. */
    @Test
    void isThreadSafe() throws Exception {
        byte[] bytes = random(70_000);
        String uri = place("shared", bytes);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (ExternalObjects objects = objects()) {
            ExternalRef ref = objects.refer(uri);
            List<Future<?>> runs = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                int from = i * 1000;
                runs.add(
                        threads.submit(
                                () ->
                                        assertThat(objects.open(ref).read(from, 30_000))
                                                .isEqualTo(
                                                        Arrays.copyOfRange(
                                                                bytes, from, from + 30_000))));
            }
            for (Future<?> run : runs) {
                run.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private ExternalObjects objects() throws Exception {
        return ExternalObjects.under(List.of(prefix()), schemes());
    }

    private static long allocatedBytes() {
        return ((com.sun.management.ThreadMXBean)
                        java.lang.management.ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }

    /** Bytes that depend on their number alone. */
    public static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
