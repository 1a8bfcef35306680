// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.ocr;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Top to bottom, and left to right among boxes that stand on one line. */
final class ReadingOrder {
    private ReadingOrder() {}

    static List<TextBox> of(List<TextBox> boxes) {
        List<TextBox> byHeight = new ArrayList<>(boxes);
        byHeight.sort(
                Comparator.comparingDouble(TextBox::centreY).thenComparingDouble(TextBox::centreX));
        List<TextBox> ordered = new ArrayList<>(boxes.size());
        List<TextBox> line = new ArrayList<>();
        for (TextBox box : byHeight) {
            if (!line.isEmpty() && !standsOnLineOf(line.get(0), box)) {
                flush(line, ordered);
            }
            line.add(box);
        }
        flush(line, ordered);
        return ordered;
    }

    /** Whether the centres are less than half of the lower box's height apart. */
    private static boolean standsOnLineOf(TextBox first, TextBox box) {
        return box.centreY() - first.centreY() < Math.min(first.extentY(), box.extentY()) / 2;
    }

    private static void flush(List<TextBox> line, List<TextBox> ordered) {
        line.sort(Comparator.comparingDouble(TextBox::centreX));
        ordered.addAll(line);
        line.clear();
    }
}
