// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.error.ObjectErasedException;
import io.multimodal.store.error.ObjectNotFoundException;
import io.multimodal.store.error.StoreUnavailableException;
import io.multimodal.store.memory.MemoryStore;
import io.multimodal.store.record.RecordStore;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.DerivedRef;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.StoredRef;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FailurePolicyTest {
    private final MediaException broken =
            new MediaException(ErrorCode.CORRUPT, "the header says 7 pixels, there are 3");
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final RecordStore records = new MemoryStore().records();
    private final DeadLetters letters = new DeadLetters(records);

    @Test
    void stopsTheJobWithAMessageThatNamesFunctionObjectAndReason() {
        assertThatThrownBy(() -> FailurePolicy.failing("IMAGE_CROP").onFailure("cas:1:x", broken))
                .isInstanceOfSatisfying(
                        MediaException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT))
                .hasMessage(
                        "IMAGE_CROP failed for cas:1:x: the header says 7 pixels, there are 3. To go on without it, set 'multimodal.on-error' to 'null' or 'dead-letter'");
    }

    @Test
    void namesAPlaceByItsUriAndAnObjectOfTheStoreByItsReference() {
        ObjectRef place =
                new ExternalRef("s3://bucket/a.jpg", 0, OptionalLong.of(7), Optional.of("etag"));
        ObjectRef object = new StoredRef(0, ContentId.hash(new byte[] {1}), 1, Optional.empty());
        FailurePolicy policy = FailurePolicy.failing("IMAGE_CROP");
        assertThatThrownBy(() -> policy.onFailure(place.toText(), broken))
                .hasMessageStartingWith("IMAGE_CROP failed for ")
                .hasMessageContaining("s3://bucket/a.jpg")
                .hasMessageContaining(": the header says 7 pixels, there are 3. To go on");
        assertThatThrownBy(
                        () ->
                                policy.onFailure(
                                        new DerivedRef(place, new byte[] {1}).toText(), broken))
                .hasMessageContaining("s3://bucket/a.jpg");
        assertThatThrownBy(() -> policy.onFailure(object.toText(), broken))
                .hasMessageStartingWith(
                        "IMAGE_CROP failed for "
                                + object.toText()
                                + ": the header says 7 pixels, there are 3");
    }

    @Test
    void isTheRootOfAllCausesWithTheStackOfThePlaceWhereItWentWrong() {
        // Flink's SQL client shows the message of the root alone.
        IOException deep = new IOException("short read");
        MediaException cut = new MediaException(ErrorCode.TRUNCATED, "it ends too early", deep);
        assertThatThrownBy(() -> FailurePolicy.failing("AUDIO_CLIP").onFailure("cas:1:x", cut))
                .hasNoCause()
                .hasMessageStartingWith("AUDIO_CLIP failed for cas:1:x: it ends too early")
                .satisfies(e -> assertThat(e.getStackTrace()).isEqualTo(deep.getStackTrace()));
    }

    @Test
    void goesOnWithNullAndSaysNothing() throws IOException {
        FailurePolicy.nullOnError("TRY_IMAGE_CROP").onFailure("cas:1:x", broken);
        assertThat(letters.readAll()).isEmpty();
    }

    @Test
    void writesADeadLetterOnceHoweverOftenItIsReplayed() throws IOException {
        policy(NOON).onFailure("cas:1:x", broken);
        policy(NOON.plusSeconds(60)).onFailure("cas:1:x", broken);
        assertThat(letters.readAll())
                .containsExactly(
                        new DeadLetter(
                                "job",
                                "cas:1:x",
                                "IMAGE_CROP",
                                ErrorCode.CORRUPT,
                                "the header says 7 pixels, there are 3",
                                NOON));
    }

    @Test
    void writesALetterForEachObjectFunctionAndCode() throws IOException {
        policy(NOON).onFailure("cas:1:x", broken);
        policy(NOON).onFailure("cas:1:y", broken);
        policy(NOON).onFailure("cas:1:x", new MediaException(ErrorCode.TRUNCATED, "cut"));
        assertThat(letters.readAll()).hasSize(3);
    }

    @Test
    void doesNotBlameAMediumWhoseReaderWasInterrupted() throws IOException {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> policy(NOON).onFailure("cas:1:x", broken)).isSameAs(broken);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(letters.readAll()).isEmpty();
    }

    @Test
    void givesTheStoresErrorsTheirCodes() throws IOException {
        policy(NOON).onFailure("cas:1:x", new ObjectNotFoundException("gone"));
        policy(NOON).onFailure("cas:1:y", new ObjectErasedException("erased"));
        policy(NOON).onFailure("zzz", new InvalidReferenceException("no reference"));
        assertThat(letters.readAll())
                .extracting(DeadLetter::code)
                .containsExactlyInAnyOrder(
                        ErrorCode.NOT_FOUND, ErrorCode.NOT_FOUND, ErrorCode.REFUSED);
    }

    @Test
    void stopsForAStoreThatCannotBeReachedWhateverThePolicy() {
        StoreUnavailableException unreachable = new StoreUnavailableException("no route");
        assertThatThrownBy(() -> policy(NOON).onFailure("cas:1:x", unreachable))
                .isSameAs(unreachable);
        assertThatThrownBy(() -> FailurePolicy.nullOnError("f").onFailure("cas:1:x", unreachable))
                .isSameAs(unreachable);
    }

    @Test
    void stopsTheJobWhenMoreMediaFailThanTheBudgetAllows() throws IOException {
        ErrorBudget budget = new ErrorBudget(2);
        new FailurePolicy(OnError.NULL, "job", "f", null, budget).onFailure("cas:1:x", broken);
        FailurePolicy policy = new FailurePolicy(OnError.DEAD_LETTER, "job", "f", letters, budget);
        policy.onFailure("cas:1:y", broken);

        assertThatThrownBy(() -> policy.onFailure("cas:1:z", broken))
                .isInstanceOfSatisfying(
                        MediaException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT))
                .hasMessageContainingAll("f failed", "2 media", "cas:1:z");
        assertThat(letters.readAll()).extracting(DeadLetter::object).containsExactly("cas:1:y");
    }

    @Test
    void refusesDeadLettersWithoutAPlaceForThem() {
        assertThatThrownBy(() -> new FailurePolicy(OnError.DEAD_LETTER, "job", "f", null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void leavesOutRecordsThatItCannotRead() throws IOException {
        policy(NOON).onFailure("cas:1:x", broken);
        records.putIfAbsent(DeadLetters.SPACE, ContentId.hash("a"), new byte[] {2, 1, 1});
        records.putIfAbsent(DeadLetters.SPACE, ContentId.hash("b"), new byte[0]);
        records.putIfAbsent(DeadLetters.SPACE, ContentId.hash("c"), new byte[] {1, 100, 7});
        assertThat(letters.readAll()).hasSize(1);
    }

    @Test
    void cutsTextsThatWouldFillARecord() throws IOException {
        String novel = "x".repeat(5 << 20);
        policy(NOON).onFailure(novel, new MediaException(ErrorCode.CORRUPT, novel));
        List<DeadLetter> read = letters.readAll();
        assertThat(read).hasSize(1);
        assertThat(read.get(0).message()).hasSize(DeadLetters.MAX_TEXT_CHARS).endsWith("x…");
    }

    private FailurePolicy policy(Instant now) {
        return new FailurePolicy(
                OnError.DEAD_LETTER,
                "job",
                "IMAGE_CROP",
                letters,
                ErrorBudget.unlimited(),
                Clock.fixed(now, ZoneOffset.UTC));
    }
}
