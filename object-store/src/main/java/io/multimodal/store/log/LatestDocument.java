// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.log;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest document of a log. A change writes the next one; of several writers of one number one
 * wins, and the others apply their change again to what that one has written:
 *
 * <pre>{@code
 * for (int attempt = 1; attempt <= LatestDocument.MOST_ATTEMPTS; attempt++) {
 *     if (latest.writeNext(changed(latest.read()))) {
 *         return;
 *     }
 *     LatestDocument.pause(attempt);
 * }
 * }</pre>
 *
 * <p>Not thread-safe; every call blocks.
 */
public final class LatestDocument implements AutoCloseable {
    /** How often a change is applied before its writer gives up. */
    public static final int MOST_ATTEMPTS = 100;

    /** So many versions keep their content, for people who want to see or undo a change. */
    private static final int KEPT_VERSIONS = 100;

    private static final long LONGEST_PAUSE_NANOS = 500_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(LatestDocument.class);

    private final VersionLog log;
    private long number;
    private byte[] document = new byte[0];

    /**
     * @param log closed with this
     */
    public LatestDocument(VersionLog log) {
        this.log = log;
    }

    /** The number of the document that was read or written last; 0 before there is one. */
    public long number() {
        return number;
    }

    /**
     * The newest document that any process has written: one request if it is known already.
     *
     * @return not to be changed; empty if none was written
     */
    public byte[] read() throws IOException {
        if (number == 0) {
            long there = newest(0);
            if (there > 0) {
                load(there);
            }
        } else if (log.exists(number + 1)) {
            load(newest(number));
        }
        return document;
    }

    /**
     * Writes the document after the one that was read last; it is durable then.
     *
     * @return false if another writer has written this number before
     */
    public boolean writeNext(byte[] next) throws IOException {
        if (!log.write(number + 1, next)) {
            return false;
        }
        number++;
        document = next;
        forgetOld(number - KEPT_VERSIONS);
        return true;
    }

    /** Waits for a random time, so that writers who lost together do not come back together. */
    public static void pause(int attempt) {
        long bound = Math.min(LONGEST_PAUSE_NANOS, 5_000_000L << Math.min(attempt, 20));
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(bound));
    }

    private void forgetOld(long old) {
        if (old <= 0) {
            return;
        }
        try {
            log.empty(old);
        } catch (IOException e) {
            LOG.info("The old version {} of {} keeps its content", old, log, e);
        }
    }

    /** The versions have no gap: the last one is found by doubling steps, then by halving them. */
    private long newest(long from) throws IOException {
        long there = from;
        long step = 1;
        while (log.exists(there + step)) {
            there += step;
            step *= 2;
        }
        for (step /= 2; step > 0; step /= 2) {
            if (log.exists(there + step)) {
                there += step;
            }
        }
        return there;
    }

    private void load(long from) throws IOException {
        long wanted = from;
        while (true) {
            String origin = "version " + wanted + " of " + log;
            Optional<byte[]> read = log.read(wanted);
            if (read.isEmpty()) {
                throw new IOException(origin + " is gone; somebody has removed it");
            }
            if (read.get().length > 0) {
                number = wanted;
                document = read.get();
                return;
            }
            long emptied = wanted;
            wanted = newest(wanted);
            if (wanted == emptied) {
                throw new IOException(origin + " is empty, and no newer one is there");
            }
        }
    }

    @Override
    public void close() {
        log.close();
    }

    /** The place, without credentials. */
    @Override
    public String toString() {
        return log.toString();
    }
}
