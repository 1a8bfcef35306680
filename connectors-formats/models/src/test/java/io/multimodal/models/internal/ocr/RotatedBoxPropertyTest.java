// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The smallest box around any points. */
class RotatedBoxPropertyTest {
    @Property(tries = 500)
    void holdsAllPoints(
            @ForAll @Size(min = 2, max = 60) List<@IntRange(max = 4000) Integer> values) {
        int[] points = evenly(values);
        RotatedBox box = RotatedBox.smallestAround(points).grownBy(1e-6);
        for (int i = 0; i < points.length; i += 2) {
            assertThat(box.contains(points[i], points[i + 1])).isTrue();
        }
    }

    @Property(tries = 500)
    void isNoLargerThanTheUprightBox(
            @ForAll @Size(min = 2, max = 60) List<@IntRange(max = 4000) Integer> values) {
        int[] points = evenly(values);
        int minX = Integer.MAX_VALUE;
        int maxX = 0;
        int minY = Integer.MAX_VALUE;
        int maxY = 0;
        for (int i = 0; i < points.length; i += 2) {
            minX = Math.min(minX, points[i]);
            maxX = Math.max(maxX, points[i]);
            minY = Math.min(minY, points[i + 1]);
            maxY = Math.max(maxY, points[i + 1]);
        }
        RotatedBox box = RotatedBox.smallestAround(points);
        assertThat(box.width() * box.height())
                .isLessThanOrEqualTo((double) (maxX - minX) * (maxY - minY) + 1e-3);
        assertThat(box.angle()).isGreaterThan(-45 - 1e-9).isLessThanOrEqualTo(45 + 1e-9);
    }

    private static int[] evenly(List<Integer> values) {
        return values.stream().limit(values.size() / 2 * 2L).mapToInt(Integer::intValue).toArray();
    }
}
