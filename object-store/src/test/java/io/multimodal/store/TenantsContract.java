// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.error.ObjectNotFoundException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.StoredRef;
import io.multimodal.store.signing.KeyFiles;
import io.multimodal.store.signing.SignedReferenceCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Invariant I10: of two tenants at one place, none can resolve, dedupe into or probe the other's
 * objects, whatever both have put before. Its negative control: with one store and the same keys,
 * all of that works.
 */
public abstract class TenantsContract {
    private static final AtomicInteger PLACES = new AtomicInteger();

    private final Path folder;
    private final Path keysOfA;
    private final Path keysOfB;

    protected TenantsContract() {
        try {
            folder = Files.createTempDirectory("tenants");
            keysOfA = KeyFiles.write(folder.resolve("keys-a"), KeyFiles.ONE);
            keysOfB = KeyFiles.write(folder.resolve("keys-b"), "01 " + "44".repeat(32));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The URI of a store under this path of the shared place: a bucket, or a tree of folders. */
    protected abstract String store(String path) throws Exception;

    /** A folder of this test's own. */
    protected Path folder() {
        return folder;
    }

    /**
     * @param puts who puts what: the one the contents 0 to 7, the other these from 8 on
     * @param below whether the other's place lies below the one's, or only begins like it
     */
    @Property(tries = 4, edgeCases = EdgeCasesMode.NONE)
    void keepsTenantsApart(
            @ForAll @Size(min = 4, max = 10) List<@IntRange(max = 15) Integer> puts,
            @ForAll boolean below)
            throws Exception {
        String place = store("place" + PLACES.incrementAndGet() + "/a");
        String others = place.replaceFirst("/a(?=[?]|$)", below ? "/a/b" : "/a-too");
        try (Tenant a = new Tenant(place, keysOfA);
                Tenant b = new Tenant(others, keysOfB)) {
            for (int put : puts) {
                putsACopyOfItsOwn(put < 8 ? a : b, put < 8 ? b : a, put % 8);
            }
            for (Tenant one : List.of(a, b)) {
                Tenant other = one == a ? b : a;
                seesItsOwnOnly(one);
                cannotUseTheReferencesOf(other, one);
                learnsNothingByForging(other, one);
            }
        }
    }

    @Example
    void letsTheSameTenantDoAllOfThat() throws Exception {
        String place = store("control" + PLACES.incrementAndGet() + "/a");
        Path sameKeys = KeyFiles.write(folder.resolve("keys-again"), KeyFiles.ONE);
        try (Tenant a = new Tenant(place, keysOfA);
                Tenant again = new Tenant(place, sameKeys)) {
            ObjectRef ref = a.put(3);
            String text = a.stores.referenceCodec().toText(ref);
            assertThat(again.stores.referenceCodec().fromText(text)).isEqualTo(ref);
            assertThat(again.stores.read(ref, 1 << 20)).isEqualTo(Tenant.content(3));
            assertThat(again.store().findMissing(Set.of(Tenant.id(3)))).isEmpty();
            assertThat(again.copies()).isEqualTo(1);
        }
    }

    /** Also where the other tenant has the same content: nothing is saved by that. */
    private static void putsACopyOfItsOwn(Tenant one, Tenant other, int content)
            throws StoreException {
        long others = other.copies();
        ObjectRef ref = one.put(content);
        assertThat(ref).isEqualTo(one.ref(content)).isNotEqualTo(other.ref(content));
        assertThat(one.copies()).isEqualTo(one.mine.size());
        assertThat(other.copies()).isEqualTo(others);
    }

    private static void seesItsOwnOnly(Tenant one) throws StoreException {
        Set<Integer> absent = Tenant.allContents();
        absent.removeAll(one.mine);
        Set<ContentId> ids = new HashSet<>();
        Tenant.allContents().forEach(number -> ids.add(Tenant.id(number)));
        assertThat(one.store().findMissing(ids))
                .isEqualTo(absent.stream().map(Tenant::id).collect(Collectors.toSet()));
        try (var all = one.store().list()) {
            assertThat(all.map(ObjectSummary::id))
                    .containsExactlyInAnyOrderElementsOf(
                            one.mine.stream().map(Tenant::id).toList());
        }
    }

    private static void cannotUseTheReferencesOf(Tenant other, Tenant one) {
        SignedReferenceCodec codec = one.stores.referenceCodec();
        for (int number : Tenant.allContents()) {
            StoredRef theirs = other.ref(number);
            String signed = other.stores.referenceCodec().toText(theirs);
            String suffix = signed.substring(theirs.toText().length());
            for (String text :
                    List.of(
                            theirs.toText(),
                            signed,
                            one.ref(number).toText(),
                            one.ref(number).toText() + suffix)) {
                assertThatThrownBy(() -> codec.fromText(text)).isInstanceOf(RefusedException.class);
            }
            // Where a row brought it in, past every codec.
            assertThatThrownBy(() -> one.stores.read(theirs, 1 << 20))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageNotContaining(other.store().toString() + ")");
        }
    }

    /** A digest that only the other has is told from one that nobody has by nothing. */
    private static void learnsNothingByForging(Tenant other, Tenant one) throws StoreException {
        StoredRef nobodys =
                new StoredRef(one.storeId(), ContentId.hash("nobody"), 2001, Optional.empty());
        String expected = refusal(one, nobodys);
        for (int number : other.mine) {
            if (!one.mine.contains(number)) {
                assertThat(refusal(one, one.ref(number))).isEqualTo(expected);
            }
        }
    }

    /** What a tenant is told about an object that it has not, without the object's name. */
    private static String refusal(Tenant one, StoredRef forged) throws StoreException {
        try {
            return "resolved " + one.stores.read(forged, 1 << 21).length;
        } catch (ObjectNotFoundException e) {
            return e.getMessage().replace(forged.id().toString(), "X");
        }
    }
}
