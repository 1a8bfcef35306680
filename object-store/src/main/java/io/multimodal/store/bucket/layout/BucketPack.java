// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.layout;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A pack in a bucket, which never changes. Its name is used once: the time of its making, so that
 * recent ones can be listed alone, and 12 random bytes.
 *
 * @param name without epoch and ending
 * @param sizeBytes how long it is
 */
public record BucketPack(long epoch, String name, long sizeBytes) {
    public static final String ENDING = ".pack";
    public static final String NAMES = "[0-9a-z-]{1,64}";

    private static final Pattern NAME = Pattern.compile(NAMES);
    private static final Pattern TIMED = Pattern.compile("[0-9a-f]{12}-.*");
    private static final int TIME_DIGITS = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A name that nobody has used, nor will. */
    public static String newName() {
        return newName(System.currentTimeMillis());
    }

    public static String newName(long millis) {
        byte[] random = new byte[12];
        RANDOM.nextBytes(random);
        return time(millis) + "-" + HexFormat.of().formatHex(random);
    }

    /** What comes before the names that are made from a time on. */
    public static String before(long millis) {
        return time(Math.max(0, millis));
    }

    /** What it is called as a part of the store, without ending. */
    public String part() {
        return "packs/" + epoch + "/" + name;
    }

    /** When it was made, by its maker's clock; 0 where its name does not say. */
    public long madeAtMillis() {
        return madeAtMillis(name);
    }

    /** Whether a key is a name like those of packs between a prefix and an ending. */
    public static boolean isName(String key, String prefix, String ending) {
        return key.endsWith(ending)
                && key.length() >= prefix.length() + ending.length()
                && NAME.matcher(key)
                        .region(prefix.length(), key.length() - ending.length())
                        .matches();
    }

    /** When a name was made, by its maker's clock; 0 where it does not say. */
    public static long madeAtMillis(String name) {
        return TIMED.matcher(name).matches() ? HexFormat.fromHexDigitsToLong(name, 0, 12) : 0;
    }

    private static String time(long millis) {
        return HexFormat.of().toHexDigits(millis, TIME_DIGITS);
    }
}
