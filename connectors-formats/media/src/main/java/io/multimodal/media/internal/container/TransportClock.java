// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.container;

import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.error.StoreException;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The program clock (PCR) of an MPEG-TS. It shows whether the file consists of several recordings,
 * of which each has a clock of its own. Then the last time in the file does not say how long the
 * file is.
 */
public final class TransportClock {
    /** So much of the beginning is read completely. */
    private static final int HEAD_BYTES = 1 << 20;

    /** Of each sample behind the beginning. */
    private static final int SAMPLE_BYTES = 64 << 10;

    /** From each sample to the next one; the first recording is found whatever its length. */
    private static final double STEP = 1.25;

    /** A longer jump forward is another recording, as the ffmpeg program takes it. */
    private static final long MAX_JUMP_TICKS = 10 * 90_000L;

    /** How much the rate of bytes may vary before a jump is suspected. */
    private static final int MAX_VARIATION = 4;

    private static final long WRAP = 1L << 33;
    private static final int PACKET_BYTES = 188;

    private final ObjectHandle object;
    private final int packetBytes;
    private int pid = -1;

    /**
     * A time of the clock.
     *
     * @param at offset in the file, in bytes
     * @param ticks in 1/90,000 s
     */
    private record Time(long at, long ticks) {}

    private TransportClock(ObjectHandle object, int packetBytes) {
        this.object = object;
        this.packetBytes = packetBytes;
    }

    /**
     * Whether the clock starts anew somewhere in the file. Reads the first MiB and, of a larger
     * file, samples of 64 KiB at growing distances: about 40 of a file of 10 GiB. Blocks.
     */
    public static boolean restarts(ObjectHandle object) throws IOException {
        int packetBytes;
        try {
            packetBytes =
                    BuiltInContainer.transportPacketBytes(HeaderBytes.of(object, SAMPLE_BYTES));
        } catch (HeaderBytes.OutOfReachException | MediaException e) {
            return false;
        }
        return new TransportClock(object, packetBytes).restarts();
    }

    private boolean restarts() throws StoreException {
        List<Time> head = times(0, HEAD_BYTES);
        if (jumps(head, 1)) {
            return true;
        } else if (object.sizeBytes() <= HEAD_BYTES || head.isEmpty()) {
            return false;
        }
        List<Time> samples = new ArrayList<>(head);
        long last = object.sizeBytes() - SAMPLE_BYTES;
        for (double at = HEAD_BYTES; at < last - SAMPLE_BYTES; at *= STEP) {
            samples.addAll(times((long) at, SAMPLE_BYTES));
        }
        samples.addAll(times(last, SAMPLE_BYTES));
        return jumps(samples, MAX_VARIATION * usualTicksOfByte(samples));
    }

    /**
     * Whether time goes back, or forward by more than it may.
     *
     * @param ticksOfByte how much a byte may take at most
     */
    private static boolean jumps(List<Time> times, double ticksOfByte) {
        for (int i = 1; i < times.size(); i++) {
            long ticks = ticks(times, i);
            boolean far = ticks > MAX_JUMP_TICKS && ticks > ticksOfByte * bytes(times, i);
            if (ticks < 0 || far) {
                return true;
            }
        }
        return false;
    }

    private static double usualTicksOfByte(List<Time> times) {
        double[] rates = new double[times.size() - 1];
        for (int i = 1; i < times.size(); i++) {
            rates[i - 1] = (double) ticks(times, i) / Math.max(1, bytes(times, i));
        }
        Arrays.sort(rates);
        return rates[rates.length / 2];
    }

    private static long bytes(List<Time> times, int i) {
        return times.get(i).at - times.get(i - 1).at;
    }

    /** From the time before; the clock has 33 bits. */
    private static long ticks(List<Time> times, int i) {
        long ticks = Math.floorMod(times.get(i).ticks - times.get(i - 1).ticks, WRAP);
        return ticks > WRAP / 2 ? ticks - WRAP : ticks;
    }

    /** Those in a part of the file, of the first program that has any. */
    private List<Time> times(long from, int length) throws StoreException {
        long start = Math.max(0, from / packetBytes * packetBytes);
        int bytes = (int) Math.min(length, object.sizeBytes() - start);
        byte[] part = object.read(start, bytes);
        List<Time> times = new ArrayList<>();
        int head = packetBytes - PACKET_BYTES;
        for (int at = head; at + PACKET_BYTES <= bytes; at += packetBytes) {
            boolean adapted = (part[at + 3] & 0x20) != 0 && (part[at + 4] & 0xff) >= 7;
            if (!adapted || (part[at + 5] & 0x10) == 0) {
                continue;
            }
            int found = (part[at + 1] & 0x1f) << 8 | (part[at + 2] & 0xff);
            pid = pid < 0 ? found : pid;
            if (found == pid) {
                times.add(new Time(start + at, base(part, at + 6)));
            }
        }
        return times;
    }

    private static long base(byte[] part, int at) {
        long base = 0;
        for (int i = 0; i < 4; i++) {
            base = base << 8 | (part[at + i] & 0xff);
        }
        return base << 1 | ((part[at + 4] & 0x80) >> 7);
    }
}
