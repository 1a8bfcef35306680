// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.text;

import io.multimodal.types.Image;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** What the job found out about one image. Rows come one by one; not thread-safe. */
public final class ReadImage {
    private final String uri;
    private final Image image;
    private final Integer lineCount;
    private final List<TextLine> lines = new ArrayList<>();

    /**
     * @param image null where the file could not be used
     * @param lineCount how many lines are to come; null where the image could not be decoded
     */
    ReadImage(String uri, Image image, Integer lineCount) {
        this.uri = uri;
        this.image = image;
        this.lineCount = lineCount;
    }

    /** Where the file lies. */
    public String uri() {
        return uri;
    }

    /** The image; null where the file could not be used. */
    public Image image() {
        return image;
    }

    void add(TextLine line) {
        lines.add(line);
    }

    /** Whether the file was read and decoded. */
    public boolean isUsable() {
        return image != null && lineCount != null;
    }

    /** Whether all of its lines have come. */
    public boolean isComplete() {
        return lineCount == null || lines.size() == lineCount;
    }

    /** In reading order. */
    public List<TextLine> lines() {
        return lines.stream().sorted(Comparator.comparingInt(TextLine::number)).toList();
    }

    /** What is written in it, a blank between lines. */
    public String text() {
        return lines().stream()
                .map(TextLine::text)
                .filter(Objects::nonNull)
                .filter(text -> !text.isBlank())
                .collect(Collectors.joining(" "));
    }
}
