// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.collect;

/**
 * What keeps an object from being lost, one by one: a simulation takes one away by telling an actor
 * something else than the store says, or in another order.
 */
enum Guard {
    JOB_LOOKS_AT_LEASES(33),
    JOB_LOOKS_AT_ROOTS(180),
    JOB_NAMES_ITS_PREDECESSORS(2544),
    JOB_LOOKS_AT_ITS_PREDECESSORS_AGAIN(0),
    JOB_READS_THE_EPOCH_BEFORE_LEASES(5441),
    JOB_LOOKS_AT_THE_HORIZON(0),
    JOB_READS_THE_HORIZON_AFTER_ITS_ROOT(0),
    JOB_READS_RELEASES_BEFORE_ROOTS(0),
    WRITER_HOLDS_A_LEASE(31),
    WRITER_READS_THE_EPOCH_AFTER_ITS_LEASE(0),
    WRITER_RENEWS_ITS_LEASE(4174),
    WRITER_JOINS_PUTS_OF_ITS_EPOCH_ALONE(1617),
    WRITER_SENDS_WHAT_OLDER_EPOCHS_HAVE(45),
    SWEEP_LOOKS_AT_ROOTS(7),
    SWEEP_READS_THE_EPOCH_BEFORE_LEASES(0),
    SWEEP_PUBLISHES_ITS_HORIZON_BEFORE_THE_MARK(0),
    SWEEP_READS_RELEASES_BEFORE_ROOTS(0),
    SWEEP_WAITS_FOR_LEASES(67);

    private final long seed;

    Guard(long seed) {
        this.seed = seed;
    }

    /** A schedule that loses an object without it; 0 if none is known. */
    long seed() {
        return seed;
    }
}
