// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.spi;

import io.multimodal.annotation.Public;
import java.util.List;

/**
 * A sample of a file.
 *
 * @param name what messages call it: its key or its number
 * @param fields one for each column of the reader; null where the sample has none. Not copied
 * @param end where the next sample begins: larger than that of the sample before. A reader that
 *     begins there reads the samples that follow
 * @param fault why the sample cannot be used; null if it can
 */
@Public
public record Sample(String name, List<SampleField> fields, long end, String fault) {
    /** A sample that can be used. */
    public static Sample of(String name, List<SampleField> fields, long end) {
        return new Sample(name, fields, end, null);
    }

    /** A sample that is left out, or fails the job, as the failure policy says. */
    public static Sample faulty(String name, long end, String fault) {
        return new Sample(name, List.of(), end, fault);
    }
}
